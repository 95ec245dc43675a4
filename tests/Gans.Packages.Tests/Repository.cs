using System.Xml.Linq;

namespace Gans.Packages.Tests;

/// <summary>The sources that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder of Gans.sln.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>How these tests were built, and so what they pack.</summary>
    internal static string Configuration { get; } = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>The folder of native libraries that set-up composed.</summary>
    internal static string Torch => Path.Combine(Root, "build", "torch");

    /// <summary>The version of every package that the sources name, by name.</summary>
    internal static IReadOnlyDictionary<string, string> PackageVersions { get; } = ReadVersions();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gans.sln")))
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
