namespace Gans.Formats.Tests;

[TestClass]
public sealed class ImageTests
{
    private static readonly Image Numbered = new(3, 4, 1, [11, 12, 13, 14, 21, 22, 23, 24, 31, 32, 33, 34]);

    [TestMethod]
    public void Crop_InnerPart_TakesItsPixels()
    {
        var part = Numbered.Crop(top: 1, left: 2, height: 2, width: 2);

        CollectionAssert.AreEqual(new byte[] { 23, 24, 33, 34 }, part.Pixels.ToArray());
    }

    [TestMethod]
    [DataRow(-1, 0, 1, 1)]
    [DataRow(0, 3, 1, 2)]
    [DataRow(2, 0, 2, 1)]
    [DataRow(0, 0, 0, 1)]
    [DataRow(int.MaxValue, 0, 1, 1)]
    [DataRow(0, 0, int.MaxValue, 1)]
    public void Crop_BeyondTheImage_Throws(int top, int left, int height, int width) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Numbered.Crop(top, left, height, width));

    [TestMethod]
    [Description("(299 R + 587 G + 114 B) / 1000: 76.245, 149.685, 29.07 and 140.75.")]
    public void ToGrey_Colours_IsLuma()
    {
        var image = new Image(1, 4, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 100, 150, 200]);

        CollectionAssert.AreEqual(new byte[] { 76, 150, 29, 141 }, image.ToGrey().Pixels.ToArray());
    }

    [TestMethod]
    public void ToRgb_Grey_RepeatsEachValue() =>
        CollectionAssert.AreEqual(new byte[] { 5, 5, 5, 9, 9, 9 }, new Image(1, 2, 1, [5, 9]).ToRgb().Pixels.ToArray());

    [TestMethod]
    public void Constructor_WrongSizes_Throw()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Image(0, 1, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Image(1, 1, 4));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Image(int.MaxValue, int.MaxValue, 3));
        Assert.ThrowsExactly<ArgumentException>(() => new Image(1, 1, 1, new byte[2]));
    }
}
