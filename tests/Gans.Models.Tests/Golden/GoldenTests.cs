namespace Gans.Models.Tests.Golden;

/// <summary>
/// Every network, filled by formula, against what it gave when its golden file was written. What replaces a layer or a library is equal where these pass.
/// </summary>
/// <remarks>
/// The files are history: they were written once, by the networks as they were on libtorch 1.13 and a binding of this project's own.
/// Networks that are not trained here are looked at in inference only: ninety normalisations by statistics of two images double rounding errors too often.
/// </remarks>
[TestClass]
public sealed class GoldenTests
{
    private const int ShownDifferences = 20;

    private static readonly string Folder = Repository.File("tests/Gans.Models.Tests/Golden/Files");

    private static IEnumerable<string> CaseNames => GoldenCase.All.Select(networks => networks.Name);

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

        AssertNone(Compare(golden, found, (needed, summary) => summary.DifferenceFrom(needed, AllowedOfOutput(needed.Greatest))));
    }

    [TestMethod]
    [DynamicData(nameof(CaseNames))]
    public void Gradients_FilledByFormula_AreTheGolden(string name)
    {
        var golden = Read(name).Gradients;

        var found = GoldenRun.GradientsOf(Find(name));

        AssertNone(Compare(golden, found, (needed, summary) => summary.DifferenceFrom(needed, AllowedOfGradient(needed.Greatest))));
    }

    /// <summary>Sums of some thousands of products in single precision, added in another order, differ by a few units in the seventh digit.</summary>
    private static double AllowedOfOutput(double greatest) => 1e-5 * Math.Max(1, greatest);

    /// <summary>
    /// A gradient jumps where the input of a rectifier passes zero, and in networks of this size some inputs are zero but for rounding. Weights moved by
    /// 3e-7 of themselves, which is how far two orders of the same sum may be apart, move single gradients by 0.4% of the greatest, there and back.
    /// A hundredth is allowed, then; a wrong border, mode or factor moves them by much more. The least is for gradients that are zero but for rounding,
    /// as of biases ahead of a normalisation.
    /// </summary>
    private static double AllowedOfGradient(double greatest) => Math.Max(2e-5, 0.01 * greatest);

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
        Assert.IsTrue(File.Exists(path), $"{path} is missing. The files are part of the sources; a new network needs none, but its own tests.");
        return GoldenRecord.Read(path);
    }

    private static string PathOf(string name) => Path.Combine(Folder, $"{name}.json");
}
