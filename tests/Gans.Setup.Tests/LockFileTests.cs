using System.Text.Json;

namespace Gans.Setup.Tests;

/// <summary>What the lock files say about natives that come apart from their managed part.</summary>
[TestClass]
public sealed class LockFileTests
{
    [TestMethod]
    [DataRow("SkiaSharp")]
    [DataRow("HarfBuzzSharp")]
    [Description("TorchSharp and ScottPlot ask for different versions of Skia; a managed part beside natives of another version fails at its first call.")]
    public void LockFiles_EveryOne_HaveOneVersionOfAPartAndItsNatives(string part)
    {
        var root = Repository.Root;
        var files = Directory.EnumerateFiles(root, "packages.lock.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 });

        var versions = files
            .Select(file => (File: Path.GetRelativePath(root, file), Versions: VersionsOf(file, part)))
            .Where(static found => found.Versions.Length > 0)
            .ToList();

        Assert.IsNotEmpty(versions);
        foreach (var (file, found) in versions)
        {
            Assert.HasCount(1, found, $"{file}: {string.Join(", ", found)}");
        }
    }

    /// <summary>Versions of a part, of its natives and of what is released with it, in every graph of a lock file.</summary>
    private static string[] VersionsOf(string file, string part)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return
        [
            .. document.RootElement.GetProperty("dependencies").EnumerateObject()
                .SelectMany(static graph => graph.Value.EnumerateObject())
                .Where(package => package.Name == part || package.Name.StartsWith($"{part}.", StringComparison.Ordinal))
                .Select(static package => package.Value.GetProperty("resolved").GetString()!)
                .Distinct(),
        ];
    }
}
