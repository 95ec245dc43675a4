using Gans.Formats;

namespace Gans.Inference.Faces.Tests;

[TestClass]
public sealed class AreaSamplerTests
{
    [TestMethod]
    [Description("Smaller, larger, beyond each edge, wholly outside; widths on both sides of a vector's. Single precision, values of size 1.")]
    [DataRow(0, 0, 40, 50, 12, 17)]
    [DataRow(3, 5, 9, 7, 24, 24)]
    [DataRow(-6, -4, 20, 30, 24, 24)]
    [DataRow(30, 41, 24, 24, 13, 11)]
    [DataRow(-5, -8, 60, 70, 48, 48)]
    [DataRow(45, 60, 10, 10, 5, 5)]
    [DataRow(-20, -20, 10, 10, 5, 5)]
    public void Sample_AnyRectangle_EqualsThePlainMeans(int top, int left, int height, int width, int targetHeight, int targetWidth)
    {
        var image = new Image(40, 50, 3);
        new Random(1).NextBytes(image.Pixels);
        var plain = PlainCascade.Resample(image, left, top, width, height, targetWidth, targetHeight);
        var target = new float[3 * targetHeight * targetWidth];

        AreaSampler.Sample(image.Pixels, 50, new AreaAxis(top, height, targetHeight, 40), new AreaAxis(left, width, targetWidth, 50), 0, target);

        for (var i = 0; i < target.Length; i++)
        {
            var (c, y, x) = (i / (targetHeight * targetWidth), i / targetWidth % targetHeight, i % targetWidth);
            Assert.AreEqual(plain[x, y, c], target[i], 1e-5);
        }
    }

    [TestMethod]
    public void Sample_Band_IsThatPartOfTheWhole()
    {
        var image = new Image(40, 50, 3);
        new Random(2).NextBytes(image.Pixels);
        var (vertical, horizontal) = (new AreaAxis(0, 40, 23, 40), new AreaAxis(0, 50, 31, 50));
        var (whole, band) = (new float[3 * 23 * 31], new float[3 * 6 * 31]);

        AreaSampler.Sample(image.Pixels, 50, vertical, horizontal, 0, whole);
        AreaSampler.Sample(image.Pixels, 50, vertical, horizontal, 8, band);

        for (var c = 0; c < 3; c++)
        {
            CollectionAssert.AreEqual(whole[(((23 * c) + 8) * 31)..(((23 * c) + 14) * 31)], band[(6 * 31 * c)..(6 * 31 * (c + 1))]);
        }
    }
}
