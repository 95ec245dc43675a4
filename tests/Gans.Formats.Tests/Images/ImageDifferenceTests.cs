namespace Gans.Formats.Tests.Images;

[TestClass]
public sealed class ImageDifferenceTests
{
    [TestMethod]
    [Description("Differences of 10, 0 and 41 levels: 51 / (3 * 255), and (100 + 1681) / (3 * 255^2).")]
    public void Differences_ThreeValues_AreByHand()
    {
        byte[] first = [10, 20, 100], second = [20, 20, 59];

        Assert.AreEqual(51 / (3 * 255.0), ImageDifference.MeanAbsolute(first, second), 1e-15);
        Assert.AreEqual(1781 / (3 * 255.0 * 255), ImageDifference.MeanSquared(first, second), 1e-15);
        Assert.AreEqual(10 * Math.Log10(3 * 255.0 * 255 / 1781), ImageDifference.PeakSignalToNoise(first, second), 1e-12);
    }

    [TestMethod]
    public void Differences_Extremes_AreNoneAndAll()
    {
        Assert.AreEqual((0.0, 100.0), (ImageDifference.MeanAbsolute([5], [5]), ImageDifference.PeakSignalToNoise([5], [5])));
        Assert.AreEqual((1.0, 0.0), (ImageDifference.MeanAbsolute([0], [255]), ImageDifference.PeakSignalToNoise([0], [255])));
    }

    [TestMethod]
    public void Differences_UnlikeLengths_Throw()
    {
        Assert.ThrowsExactly<ArgumentException>(() => ImageDifference.MeanAbsolute([1], [1, 2]));
        Assert.ThrowsExactly<ArgumentException>(() => ImageDifference.MeanAbsolute([], []));
    }
}
