using Gans.Formats;

namespace Gans.Inference.Metrics.Tests;

public sealed partial class EvaluationTests
{
    private static readonly string[] OfFeatures =
        ["is", "mode_score", "am_score", "fid", "fid_infinity", "kid", "precision_recall", "density_coverage", "two_sample", "ndb", "classification"];

    [TestMethod]
    [Description("To the last bit, floors too; the images are not read again, but for those bins of pixels, which no extractor tells.")]
    public void Run_FeaturesInTheCache_ScoreTheSame()
    {
        using var pack = Pack("real", 120, classes: 4, i => (byte)(i * 37));
        var options = new EvaluationOptions
        {
            Real = folder["real"],
            Fake = folder.Save(new TinyModel { Classes = 4, Height = 12, Width = 12 }),
            Count = 120,
            Extractor = Extractor(side: 12),
            Metrics = OfFeatures,
        };
        var kept = options with { FeatureCache = folder["cache"] };

        var (without, first, second) = (Run(options), Run(kept), Run(kept));

        Assert.AreEqual(without.ToJson(), first.ToJson());
        Assert.AreEqual(without.ToJson(), second.ToJson());
        CollectionAssert.DoesNotContain(PhasesOf(kept with { Metrics = [.. OfFeatures.Except(["ndb"])] }), "reading real images");
        CollectionAssert.Contains(PhasesOf(kept), "reading real images");
    }

    [TestMethod]
    [DataRow("cut")]
    [DataRow("empty")]
    [DataRow("one bit")]
    public void Run_DamagedFeaturesInTheCache_AreMadeAgain(string damage)
    {
        var options = Distance(images: 30);
        var first = Run(options);
        foreach (var path in Kept("*.features"))
        {
            var whole = File.ReadAllBytes(path);
            File.WriteAllBytes(path, damage switch
            {
                "cut" => whole[..^33],
                "empty" => [],
                _ => [.. whole[..600], (byte)(whole[600] ^ 1), .. whole[601..]],   // in the features: 40 bytes of head, 40 or 30 indices of 8
            });
        }

        Array.ForEach(Kept("*.floor"), File.Delete);

        Assert.AreEqual(first.ToJson(), Run(options).ToJson());
        CollectionAssert.DoesNotContain(PhasesOf(options), "reading real images");
    }

    [TestMethod]
    [Description("Other images, another rule, another extractor, another number of images at once, which may round otherwise: nothing is taken for another.")]
    public void Run_CacheOfSomethingElse_IsNotTaken()
    {
        var options = Distance(images: 30);
        Run(options);

        Run(options with { Count = 29 });
        Run(options with { Resize = ResizeRule.Clean });
        Run(options with { BatchSize = 7 });
        Run(options with { Extractor = new TinyExtractor { Features = 6, Classes = 4, Min = 0 }.Save(folder, "other.onnx") });

        Assert.HasCount(10, Kept("*.features"));
    }

    [TestMethod]
    [Description("A copy of the images under other names, and one that cannot be read, which is told again.")]
    public void Run_SameContentElsewhere_IsTakenFromTheCache()
    {
        var fake = Folder("fake", 30, seed: 2);
        File.WriteAllBytes(Path.Combine(fake, "00007b.png"), [1, 2, 3]);
        var options = new EvaluationOptions { Fake = fake, Extractor = Extractor(), FeatureCache = folder["cache"], SkipBad = true };
        var first = Run(options);
        Directory.Move(fake, folder["moved"]);

        var again = Run(options with { Fake = folder["moved"] });

        Assert.HasCount(1, Kept("*.features"));
        CollectionAssert.AreEqual(first.Scores.ToArray(), again.Scores.ToArray());
        Assert.AreEqual(30, again.Fake.Images);
        Assert.EndsWith("00007b.png", again.Fake.Bad.Single().Path);
        Assert.AreEqual(first.Fake.Bad.Single().Reason.Replace("fake", "moved", StringComparison.Ordinal), again.Fake.Bad.Single().Reason);
        Refusal.AssertOneLine(() => Run(options with { Fake = folder["moved"], SkipBad = false }), "00007b.png", "--skip-bad");
    }

    [TestMethod]
    [Description("A later measure asks for more than was kept: both are kept then.")]
    public void Run_LogitsAskedForLater_AreAddedToTheCache()
    {
        var options = Distance(images: 30);
        var first = Run(options);

        var later = Run(options with { Metrics = ["is"] });

        Assert.AreEqual(Value(Run(options with { Metrics = ["is"], FeatureCache = null }), "inception_score"), Value(later, "inception_score"));
        Assert.HasCount(2, Kept("*.features"));
        Assert.AreEqual(first.ToJson(), Run(options).ToJson());
    }

    [TestMethod]
    public void Run_CacheThatCannotBeWritten_ScoresAndSaysSo()
    {
        var options = new EvaluationOptions { Fake = Folder("fake", 30, seed: 2), Extractor = Extractor(), FeatureCache = folder.Write("file", "") };

        var result = Run(options);

        Assert.HasCount(1, result.Scores);
        StringAssert.Contains(result.Warnings.Single(), "are not kept");
    }

    [TestMethod]
    [Description("Another number in the file is told as the floor: it was read. A damaged file counts as none.")]
    public void Run_FloorInTheCache_IsNotComputedAgain()
    {
        var options = Distance(images: 12);
        var floor = Run(options).Scores.Single().Floor!.Value;
        var path = Kept("*.floor").Single();
        var json = File.ReadAllText(path);

        File.WriteAllText(path, json.Replace(FormattableString.Invariant($"\"fid\":{floor:R}"), "\"fid\":123", StringComparison.Ordinal));
        Assert.AreEqual(123, Run(options).Scores.Single().Floor);
        Assert.AreNotEqual(123, Run(options with { Seed = 2 }).Scores.Single().Floor);

        File.WriteAllText(path, json[..^9]);
        Assert.AreEqual(floor, Run(options).Scores.Single().Floor);
    }

    /// <summary>The FID of two folders, with a cache.</summary>
    private EvaluationOptions Distance(int images) => new()
    {
        Real = Folder("real", 40, seed: 1),
        Fake = Folder("fake", images, seed: 2),
        Extractor = Extractor(),
        Metrics = ["fid"],
        FeatureCache = folder["cache"],
    };

    private string[] Kept(string pattern) => Directory.GetFiles(folder["cache"], pattern, SearchOption.AllDirectories);

    private static string[] PhasesOf(EvaluationOptions options)
    {
        var told = new PhaseList();
        Evaluation.Run(options with { Device = Gans.Runtime.Device.Cpu }, told, CancellationToken.None);
        return [.. told.Phases.Distinct()];
    }

    private sealed class PhaseList : IProgress<StageProgress>
    {
        internal List<string> Phases { get; } = [];

        public void Report(StageProgress value) => Phases.Add(value.Phase);
    }
}
