using Gans.Formats;
using Gans.Preprocessing.Pairs;

namespace Gans.Preprocessing.Tests.Pairs;

[TestClass]
public sealed class PairMakerTests
{
    [TestMethod]
    [Description("(299 * 200 + 587 * 100 + 114 * 50) / 1000 = 124.2.")]
    public void SourceOf_Colour_IsTheLumaInThreeChannels()
    {
        var source = PairMaker.SourceOf(PairMaking.Colour, new Image(1, 1, 3, [200, 100, 50]));

        CollectionAssert.AreEqual(new byte[] { 124, 124, 124 }, source.Pixels.ToArray());
    }

    [TestMethod]
    [Description("A step of 20 levels upright: Sobel's sum is 4 * 20 = 80 on both sides of it, 40 levels of darkness; none elsewhere.")]
    public void SourceOf_Edges_AreDarkWhereTheLumaSteps()
    {
        var target = new Image(3, 4, 1, [10, 10, 30, 30, 10, 10, 30, 30, 10, 10, 30, 30]);

        var source = PairMaker.SourceOf(PairMaking.Edges, target);

        CollectionAssert.AreEqual(new byte[] { 255, 215, 215, 255 }, source.Row(1).ToArray());
    }

    [TestMethod]
    public void SourceOf_Holes_LacksTheMiddle()
    {
        var target = new Image(4, 4, 3);
        target.Pixels.Fill(7);

        var source = PairMaker.SourceOf(PairMaking.Holes, target);

        CollectionAssert.AreEqual(new byte[] { 7, 7, 7, 128, 128, 128, 128, 128, 128, 7, 7, 7 }, source.Row(1).ToArray());
        Assert.IsTrue(source.Row(0).ToArray().Concat(source.Row(3).ToArray()).All(static value => value == 7));
        Assert.IsTrue(target.Pixels.ToArray().All(static value => value == 7), "the target stays");
    }

    [TestMethod]
    [Description("A single pixel of 8x8 is spread, and the mean stays: 160 / 64 = 2.5 a pixel.")]
    public void SourceOf_Resolution_LosesDetail()
    {
        var target = new Image(8, 8, 1);
        target.Row(3)[3] = 160;

        var source = PairMaker.SourceOf(PairMaking.Resolution, target);

        Assert.AreEqual((8, 8), (source.Height, source.Width));
        Assert.IsLessThan(20, source.Pixels.ToArray().Max());
        Assert.AreEqual(2.5, source.Pixels.ToArray().Average(static value => value), 1.5);
    }

    [TestMethod]
    public void Run_MakePairs_WritesSourcesAndTargetsAndRejectsWhatIsGrey()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["photos"]);
        File.WriteAllBytes(Path.Combine(folder["photos"], "a.png"), Pictures.Png(TestImages.Noise(4, 4, 3, seed: 1)));
        File.WriteAllBytes(Path.Combine(folder["photos"], "b.png"), Pictures.Png(TestImages.Noise(4, 4, 1, seed: 2)));

        DatasetPreparation.Run(new PrepareOptions
        {
            Dataset = "images",
            Input = folder["photos"],
            MakePairs = PairMaking.Colour,
            Output = folder["pack"],
            Size = 4,
        });

        using var pack = DatasetPack.Open(folder["pack"]);
        Assert.AreEqual((1L, true), (pack.Count, pack.HasPairs));
        CollectionAssert.AreEqual(TestImages.Noise(4, 4, 3, seed: 1).Pixels.ToArray(), pack.GetPair(0).ToArray());
        CollectionAssert.AreEqual(TestImages.Noise(4, 4, 3, seed: 1).ToGrey().ToRgb().Pixels.ToArray(), pack.GetImage(0).ToArray());
        StringAssert.Contains(pack.Info.Rejected.Single().Reason, "found a grey picture", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Run_MakePairsOfPairs_IsRefused()
    {
        var failure = Assert.ThrowsExactly<InvalidInputException>(() => DatasetPreparation.Run(
            new PrepareOptions { Dataset = "pairs", Input = "nowhere", MakePairs = PairMaking.Edges, Output = "pack" }));

        StringAssert.Contains(failure.Message, "found make_pairs", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Run_OneFolderOfTwoEmpty_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["a"]);
        Directory.CreateDirectory(folder["b"]);
        File.WriteAllBytes(folder["a/1.png"], Pictures.Png(TestImages.Noise(4, 4, 3, seed: 1)));

        var failure = Assert.ThrowsExactly<InvalidInputException>(() => DatasetPreparation.Run(
            new PrepareOptions { Dataset = "images", Input = folder["a"], InputB = folder["b"], Output = folder["pack"] }));

        StringAssert.Contains(failure.Message, "needed some in both", StringComparison.Ordinal);
    }
}
