using Gans.Formats;

namespace Gans.Inference.Metrics.Tests;

public sealed partial class EvaluationTests
{
    [TestMethod]
    [Description("Real images that are all alike are so in both parts: distances of 0, and all within each other's neighbourhoods.")]
    public void Run_RealImagesAllAlike_HaveAFloorOfZeroDistance()
    {
        using var real = Pack("real", 40, classes: 0, _ => 77);

        var result = Run(
            new() { Real = folder["real"], Fake = Folder("fake", 12, seed: 2), Extractor = Extractor(), Metrics = ["fid", "kid", "precision_recall"] });

        Assert.AreEqual(new FloorParts(12, 28), result.Floor);
        CollectionAssert.AreEqual(new[] { 0.0, 0, 1, 1 }, result.Scores.Select(score => Math.Round(score.Floor!.Value, 9)).ToArray());
        StringAssert.Contains(result.ToTable(), "floor      what 12 real images score against 28 others\n");
        StringAssert.Matches(result.ToTable(), new("precision +0 +floor 1 +higher is better\n"));
    }

    [TestMethod]
    [Description("By hand: the extractor gives an image of one pixel as its feature, of which there are 20 of -1 and 20 of 1. Whatever the parts of 20, what "
        + "one has more of the one value the other has less of: means m and -m, variances 20 (1 - m^2) / 19 both, a distance of 4 m^2.")]
    public void Run_TwoValues_HaveTheFloorOfPartsWithoutACommonImage()
    {
        using var real = Pack("real", 40, classes: 0, i => (byte)(i % 2 * 255));
        var extractor = new TinyExtractor { Height = 1, Width = 1 }.Save(folder);

        var result = Run(new() { Real = folder["real"], Fake = folder["real"], Extractor = extractor, Metrics = ["fid"] });

        var surplus = Math.Sqrt(result.Scores.Single().Floor!.Value / 4) * 20 / 2;   // m = (2 k - 20) / 20 for k ones
        Assert.AreEqual(Math.Round(surplus), surplus, 1e-6);
        StringAssert.Contains(result.Warnings[^1], "40 real images are too few to set 40 aside: of 20 against 20");
    }

    [TestMethod]
    public void Run_FloorThatCannotBeHad_IsLeftOut()
    {
        var (real, fake) = (Folder("real", 40, seed: 1), Folder("fake", 12, seed: 2));
        var options = new EvaluationOptions { Real = real, Fake = fake, Extractor = Extractor(), Metrics = ["fid"], SaveStats = folder["real.npz"] };

        var few = Run(options with { Real = Folder("three", 3, seed: 3) });
        var skipped = Run(options with { SkipFloor = true });
        var statistics = Run(options with { Real = folder["real.npz"], SaveStats = null });
        var alone = Run(options with { Real = null, Metrics = ["is"], SaveStats = null });

        Assert.IsTrue(new[] { few, skipped, statistics, alone }.All(result => result.Floor is null && result.Scores.Single().Floor is null));
        StringAssert.Contains(few.Warnings[^1], "floor: 3 real images are too few for two parts: none for fid");
        Assert.DoesNotContain("floor", skipped.ToTable());
    }

    [TestMethod]
    [Description("By hand: features -1 and 1, mean 0, variance 2 with divisor N - 1. The file stands for the images, and says what made it.")]
    public void Run_SaveStats_WritesWhatStandsForTheImages()
    {
        using var real = Pack("real", 2, classes: 0, i => (byte)(i * 255));
        using var fake = Pack("fake", 5, classes: 0, i => (byte)(i * 50));
        var extractor = new TinyExtractor { Height = 1, Width = 1 }.Save(folder);
        var options = new EvaluationOptions { Real = folder["real"], Fake = folder["fake"], Extractor = extractor, Metrics = ["fid"] };

        var first = Run(options with { SaveStats = folder["s.npz"] });

        using var file = NpzFile.Open(folder["s.npz"]);
        CollectionAssert.AreEqual(new[] { "mu", "sigma", "count", "extractor" }, file.Names.ToArray());
        var (mean, variance) = (file.Read("mu").Elements<double>()[0], file.Read("sigma").Elements<double>()[0]);
        Assert.AreEqual((0.0, 2.0, 2L), (mean, variance, file.Read("count").Elements<long>()[0]));
        var named = Run(options with { Real = folder["s.npz"] });
        Assert.AreEqual(Value(first, "fid"), Value(named, "fid"));
        Assert.AreEqual((SourceKind.Statistics, (long?)2), (named.Real!.Kind, named.Real.Images));
        Refusal.AssertOneLine(() => Run(options with { Real = folder["s.npz"], SaveStats = folder["t.npz"] }), "found statistics already");
    }

    [TestMethod]
    [Description("Of one set alone, without any score; and of parts put together.")]
    public void Run_SaveStatsOfOneSet_NeedsNoMeasure()
    {
        var options = new EvaluationOptions { Fake = Folder("fake", 30, seed: 2), Extractor = Extractor(), Metrics = [], SaveStats = folder["s.npz"] };

        Assert.IsEmpty(Run(options).Scores);
        var (whole, _) = StatisticsFile.Load(folder["s.npz"]);
        string[] parts = [.. Enumerable.Range(1, 2).Select(i => Run(options with { Shard = new Shard(i, 2), ShardFile = folder[$"{i}.npz"] }).ShardFile!)];
        Evaluation.Merge(parts, options with { SaveStats = folder["m.npz"] }, null, CancellationToken.None);
        var (merged, extractor) = StatisticsFile.Load(folder["m.npz"]);

        Assert.AreEqual(("tiny", 30L), (extractor!.Name, merged.Count));
        for (var i = 0; i < whole.Dimensions; i++)
        {
            Assert.AreEqual(whole.Mean[i], merged.Mean[i], 1e-6);   // batches of other sizes round otherwise in float
        }
    }
}
