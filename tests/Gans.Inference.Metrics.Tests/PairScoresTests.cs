using Gans.Formats;

namespace Gans.Inference.Metrics.Tests;

[TestClass]
public sealed class PairScoresTests
{
    [TestMethod]
    [Description("Differences of 51 and 0 of 255 have the mean 0.1; ratios of 10 log10(25) and 100 dB have the mean 56.99.")]
    public void Add_TwoPairs_GivesTheirMeans()
    {
        var scores = new PairScores();

        scores.Add(Flat(100), Flat(151));
        scores.Add(Flat(7), Flat(7));

        Assert.AreEqual((2, 0.1), (scores.Count, Math.Round(scores.MeanAbsolute, 12)));
        Assert.AreEqual(((10 * Math.Log10(25)) + 100) / 2, scores.PeakSignalToNoise, 1e-9);
    }

    [TestMethod]
    [Description("Of flat images only the luminance differs: (2 a b + C) / (a^2 + b^2 + C) with C = 6.5025.")]
    public void StructuralSimilarity_FlatImages_ComparesTheLuminance()
    {
        var scores = new PairScores();

        scores.Add(Flat(100), Flat(151));

        Assert.AreEqual(((2 * 100 * 151) + 6.5025) / ((100 * 100) + (151 * 151) + 6.5025), scores.StructuralSimilarity!.Value, 1e-9);
    }

    [TestMethod]
    public void StructuralSimilarity_SmallImages_HaveNone()
    {
        var scores = new PairScores();

        scores.Add(new Image(10, 20, 1), new Image(10, 20, 1));

        Assert.IsNull(scores.StructuralSimilarity);
        Assert.AreEqual("mae 0.0000, psnr 100.00 dB", scores.ToString());
    }

    [TestMethod]
    public void CountNearerThan_Others_CountsThePairs()
    {
        var (scores, others) = (new PairScores(), new PairScores());
        foreach (var (made, other) in new (byte, byte)[] { (110, 120), (120, 110), (100, 100), (100, 101) })
        {
            scores.Add(Flat(made), Flat(100));
            others.Add(Flat(other), Flat(100));
        }

        Assert.AreEqual(2, scores.CountNearerThan(others));
    }

    [TestMethod]
    public void Add_UnlikeSizes_IsRefused() =>
        Assert.ThrowsExactly<InvalidInputException>(() => new PairScores().Add(new Image(12, 12, 1), new Image(12, 13, 1)));

    private static Image Flat(byte value)
    {
        var image = new Image(12, 12, 1);
        image.Pixels.Fill(value);
        return image;
    }
}
