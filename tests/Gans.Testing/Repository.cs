using System.Xml.Linq;

namespace Gans.Testing;

/// <summary>The sources that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder of Gans.sln.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>How these tests were built, and so what they pack.</summary>
    internal static string Configuration { get; } = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>The folder of native libraries that set-up composed.</summary>
    internal static string Torch => Path.Combine(Root, "build", "torch");

    /// <summary>Path of a file.</summary>
    /// <param name="name">Its path from the root of the repository, with slashes.</param>
    internal static string File(string name) => Path.Combine(Root, name);

    /// <summary>The version of every package that the sources name, by name.</summary>
    internal static IReadOnlyDictionary<string, string> PackageVersions { get; } = ReadVersions();

    /// <summary>Looked for and not told by the compiler, which makes paths neutral in a build for CI.</summary>
    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Gans.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException(
                $"Looking for the sources: found no Gans.sln above {AppContext.BaseDirectory}. Run the tests from where they were built.");
        }

        return folder.FullName;
    }

    private static Dictionary<string, string> ReadVersions()
    {
        var document = XDocument.Load(Path.Combine(Root, "Directory.Packages.props"));
        var properties = document.Descendants("PropertyGroup").Elements()
            .Where(static property => property.Name.LocalName.EndsWith("Version", StringComparison.Ordinal))
            .ToDictionary(static property => $"$({property.Name.LocalName})", static property => property.Value);
        return document.Descendants("PackageVersion").ToDictionary(
            static package => package.Attribute("Include")!.Value,
            package => package.Attribute("Version")!.Value is var version && properties.TryGetValue(version, out var named) ? named : version);
    }
}
