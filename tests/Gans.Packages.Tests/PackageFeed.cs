using System.Runtime.InteropServices;

namespace Gans.Packages.Tests;

/// <summary>
/// A feed of this build's packages in a folder, with a version that no other run has: what lies in the package cache is never taken for them.
/// </summary>
[TestClass]
public static class PackageFeed
{
    private static readonly Lazy<string> Packed = new(Pack);

    /// <summary>The folder.</summary>
    internal static string Folder => Packed.Value;

    /// <summary>The version of all packages in it.</summary>
    internal static string Version { get; } = $"0.1.0-test.{Guid.NewGuid():n}";

    /// <summary>As packages name this system.</summary>
    internal static string ThisSystem { get; } =
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")
        + $"-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>A package's file.</summary>
    /// <param name="name">The package's name.</param>
    /// <param name="ending"><c>nupkg</c>, or <c>snupkg</c> for its symbols.</param>
    internal static string File(string name, string ending = "nupkg") => Path.Combine(Folder, $"{name}.{Version}.{ending}");

    /// <summary>Takes the packages out of the machine's cache again.</summary>
    [AssemblyCleanup]
    public static void Remove()
    {
        if (!Packed.IsValueCreated)
        {
            return;
        }

        Directory.Delete(Packed.Value, recursive: true);
        foreach (var package in Directory.EnumerateDirectories(PackageCache.Folder, "gans.*"))
        {
            var unpacked = Path.Combine(package, Version);
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }

            if (!Directory.EnumerateFileSystemEntries(package).Any())
            {
                Directory.Delete(package);
            }
        }
    }

    private static string Pack()
    {
        var folder = Directory.CreateTempSubdirectory("gans-feed-").FullName;
        string[] built = ["--configuration", Repository.Configuration, "--no-build", "--no-restore", "--nologo", "-v:quiet"];

        // The tool with natives of this system alone: those of all would be a hundred megabytes.
        string[] changed = [$"-p:PackageVersion={Version}", $"-p:PackageOutputPath={folder}", $"-p:ToolSystems={ThisSystem}"];
        DotNet.Run(Repository.Root, ["pack", "Gans.sln", .. built, .. changed]);
        return folder;
    }
}
