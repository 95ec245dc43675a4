using Gans.Formats;

namespace Gans.Inference.Metrics.Tests;

[TestClass]
public sealed class StructuralSimilarityTests
{
    private const double LuminanceOf100And120 = (2 * 100 * 120 + 6.5025) / (100 * 100 + 120 * 120 + 6.5025);

    [TestMethod]
    [Description("Flat images have no contrast, so that only the luminance term is left: on one scale as it is, "
        + "on two with the second's share of the weights.")]
    [DataRow(11, 1.0)]
    [DataRow(22, 0.2856 / (0.0448 + 0.2856))]
    [DataRow(176, 0.1333)]
    public void Compute_FlatImages_IsTheLuminanceTermOfTheLastScale(int side, double exponent)
    {
        // the five weights sum to 1.0001 - 0.0001
        Assert.AreEqual(Math.Pow(LuminanceOf100And120, exponent), StructuralSimilarity.Compute(Flat(side, 100), Flat(side, 120)), 1e-4);
    }

    [TestMethod]
    public void Compute_EqualImages_IsOne_NoiseLess()
    {
        var (first, second) = (Noise(40, seed: 1), Noise(40, seed: 2));

        Assert.AreEqual(1, StructuralSimilarity.Compute(first, first), 1e-12);
        Assert.IsLessThan(0.3, StructuralSimilarity.Compute(first, second));
        Assert.AreEqual(StructuralSimilarity.Compute(first, second), StructuralSimilarity.Compute(second, first), 1e-12);
    }

    [TestMethod]
    public void Compute_TooSmallOrUnlikeSizes_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => StructuralSimilarity.Compute(Flat(10, 0), Flat(10, 0)));
        Assert.ThrowsExactly<ArgumentException>(() => StructuralSimilarity.Compute(Flat(11, 0), Flat(12, 0)));
    }

    private static Image Flat(int side, byte value) => new(side, side, 1, [.. Enumerable.Repeat(value, side * side)]);

    private static Image Noise(int side, int seed)
    {
        var image = new Image(side, side, 3);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }
}
