
namespace Gans.Packages.Tests;

/// <summary>A project of someone else: outside the sources, with no props of theirs, and the feed among its sources of packages.</summary>
internal sealed class OutsideProject : IDisposable
{
    private const string Empty = "<Project />";
    private readonly TemporaryFolder folder = new();

    /// <summary>An app.</summary>
    /// <param name="references">Lines for its list of references.</param>
    /// <param name="program">Its only source file.</param>
    internal OutsideProject(string references, string program)
        : this(("Program.cs", program), ("App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                {references}
              </ItemGroup>
            </Project>
            """))
    {
    }

    /// <summary>A project of files that are all given.</summary>
    internal OutsideProject(params ReadOnlySpan<(string Name, string Text)> files)
    {
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            File.WriteAllText(folder[name], Empty);
        }

        foreach (var (name, text) in files)
        {
            File.WriteAllText(folder[name], text);
        }
    }

    /// <summary>Where it lies.</summary>
    internal string Path => folder.Path;

    /// <summary>A path in it.</summary>
    internal string this[string name] => folder[name];

    /// <summary>Adds the feed to the sources of packages that this machine has.</summary>
    internal void UseFeed() => File.WriteAllText(folder["nuget.config"], $"""
        <configuration>
          <packageSources>
            <add key="gans-under-test" value="{PackageFeed.Folder}" />
          </packageSources>
        </configuration>
        """);

    public void Dispose() => folder.Dispose();
}
