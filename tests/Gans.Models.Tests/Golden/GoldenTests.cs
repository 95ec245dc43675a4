namespace Gans.Models.Tests.Golden;

/// <summary>
/// Every network, filled by formula, against what it gave when its golden file was written: on libtorch 1.13 through a binding of this project's own. What replaces a
/// layer, a binding or a library is equal where these pass.
/// </summary>
/// <remarks>With <c>GANS_WRITE_GOLDEN=1</c> in the environment the files are written anew first, which is right only where a network is meant to change.</remarks>
[TestClass]
public sealed class GoldenTests
{
    /// <summary>Sums of some thousands of products in single precision, added in another order, differ by a few units in the seventh digit.</summary>
    private const double OutputTolerance = 1e-5;

    /// <summary>Gradients pass through all layers twice, and each is a sum over samples and pixels.</summary>
    private const double GradientTolerance = 1e-4;

    /// <summary>Gradients are smaller than outputs. One of a bias ahead of a batch normalisation is zero in training but for rounding, 5e-6 in these networks.</summary>
    private const double GradientFloor = 0.2;

    private const int ShownDifferences = 20;

    private static readonly string Folder = FindFolder(AppContext.BaseDirectory);

    private static IEnumerable<string> CaseNames => GoldenCase.All.Select(networks => networks.Name);

    [ClassInitialize]
    public static void WriteWhereAskedTo(TestContext context)
    {
        if (Environment.GetEnvironmentVariable("GANS_WRITE_GOLDEN") == "1")
        {
            foreach (var networks in GoldenCase.All)
            {
                GoldenRun.Of(networks).Write(PathOf(networks.Name));
            }
        }
    }

    [TestMethod]
    public void Files_AndCases_AreTheSame()
    {
        var files = Directory.EnumerateFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension);

        CollectionAssert.AreEqual(CaseNames.Order(StringComparer.Ordinal).ToList(), files.Order(StringComparer.Ordinal).ToList());
    }

    [TestMethod]
    [DynamicData(nameof(CaseNames))]
    public void State_NamesTypesAndShapes_AreTheGolden(string name)
    {
        var golden = Read(name).State;

        var found = GoldenRun.StateOf(Find(name));

        AssertNone(Compare(golden, found, (needed, entry) => entry == needed ? null : $"is {entry}, should be {needed}"));
    }

    [TestMethod]
    [DynamicData(nameof(CaseNames))]
    public void Outputs_FilledByFormula_AreTheGolden(string name)
    {
        var golden = Read(name).Outputs;

        var found = GoldenRun.OutputsOf(Find(name));

        AssertNone(Compare(golden, found, (needed, summary) => summary.DifferenceFrom(needed, OutputTolerance, floor: 1)));
    }

    [TestMethod]
    [DynamicData(nameof(CaseNames))]
    public void Gradients_FilledByFormula_AreTheGolden(string name)
    {
        var golden = Read(name).Gradients;

        var found = GoldenRun.GradientsOf(Find(name));

        AssertNone(Compare(golden, found, (needed, summary) => summary.DifferenceFrom(needed, GradientTolerance, GradientFloor)));
    }

    private static List<string> Compare<T>(IReadOnlyDictionary<string, T> golden, Dictionary<string, T> found, Func<T, T, string?> differenceOf)
    {
        var differences = new List<string>();
        foreach (var name in golden.Keys.Union(found.Keys).Order(StringComparer.Ordinal))
        {
            var difference = (golden.TryGetValue(name, out var needed), found.TryGetValue(name, out var entry)) switch
            {
                (true, false) => "is missing",
                (false, true) => "is not in the golden file",
                _ => differenceOf(needed!, entry!),
            };
            if (difference is not null)
            {
                differences.Add($"{name}: {difference}");
            }
        }

        return differences;
    }

    private static void AssertNone(List<string> differences)
    {
        if (differences.Count > 0)
        {
            Assert.Fail($"{differences.Count} differences, the first of them:\n{string.Join('\n', differences.Take(ShownDifferences))}");
        }
    }

    private static GoldenCase Find(string name) => GoldenCase.All.Single(networks => networks.Name == name);

    private static GoldenRecord Read(string name)
    {
        var path = PathOf(name);
        Assert.IsTrue(File.Exists(path), $"{path} is missing. Write it with GANS_WRITE_GOLDEN=1 on a version of the networks that is known to be right.");
        return GoldenRecord.Read(path);
    }

    private static string PathOf(string name) => Path.Combine(Folder, $"{name}.json");

    /// <summary>The folder in the sources, so that files written anew are there at once.</summary>
    private static string FindFolder(string built)
    {
        var parent = new DirectoryInfo(built);
        while (!File.Exists(Path.Combine(parent.FullName, "Gans.sln")))
        {
            parent = parent.Parent ?? throw new DirectoryNotFoundException($"Looking for the sources: found no Gans.sln in {built} or above it.");
        }

        return Path.Combine(parent.FullName, "tests", "Gans.Models.Tests", "Golden", "Files");
    }
}
