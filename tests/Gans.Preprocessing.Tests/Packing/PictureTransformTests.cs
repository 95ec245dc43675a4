using Gans.Formats;
using Gans.Preprocessing.Packing;
using Gans.Preprocessing.Sources;

namespace Gans.Preprocessing.Tests.Packing;

[TestClass]
public sealed class PictureTransformTests
{
    private static readonly PrepareOptions Options = new() { Dataset = "images", Output = "unused" };

    [TestMethod]
    [Description("Columns 10, 20, 30, 40 to 2 x 2, nearest: the pixels at (i + 1/2) * 2 are columns 1 and 3.")]
    public void Apply_Stretch_TakesAllOfThePicture()
    {
        var transform = Make(Options with { Size = 2, Filter = ResizeFilter.Nearest });

        var row = transform.Apply(new Image(1, 4, 1, [10, 20, 30, 40])).Single();

        CollectionAssert.AreEqual(new byte[] { 20, 40, 20, 40 }, row.Image.Pixels.ToArray());
    }

    [TestMethod]
    [Description("The largest central square of 2 x 5 begins at column (5 - 2) / 2 = 1.")]
    public void Apply_Crop_TakesTheCentralSquare()
    {
        var transform = Make(Options with { Size = 2, Fit = ImageFit.Crop });

        var row = transform.Apply(new Image(2, 5, 1, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).Single();

        CollectionAssert.AreEqual(new byte[] { 2, 3, 7, 8 }, row.Image.Pixels.ToArray());
    }

    [TestMethod]
    [Description("BT.601: (299 * 100 + 587 * 200 + 114 * 50) / 1000 = 153.")]
    public void Apply_Grey_TakesLuma()
    {
        var transform = Make(Options with { Size = 1, Colour = ImageColour.Grey }, channels: 3);

        CollectionAssert.AreEqual(new byte[] { 153 }, transform.Apply(new Image(1, 1, 3, [100, 200, 50])).Single().Image.Pixels.ToArray());
    }

    [TestMethod]
    public void Apply_GreyPictureForRgb_RepeatsIt()
    {
        var transform = Make(Options with { Size = 1, Colour = ImageColour.Rgb });

        CollectionAssert.AreEqual(new byte[] { 7, 7, 7 }, transform.Apply(new Image(1, 1, 1, [7])).Single().Image.Pixels.ToArray());
    }

    [TestMethod]
    public void Apply_Flip_AddsTheMirrorImage()
    {
        var transform = new PictureTransform(Options with { Flip = true }, new PictureShape(2, 2, 3), hasPairs: false);

        var rows = transform.Apply(new Image(2, 2, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));

        CollectionAssert.AreEqual(new byte[] { 4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9 }, rows[1].Image.Pixels.ToArray());
        Assert.HasCount(2, rows);
    }

    [TestMethod]
    [DataRow(false, 1, 3)]
    [DataRow(true, 3, 1)]
    public void Apply_Pairs_SplitsByWidth(bool swap, int source, int target)
    {
        var transform = new PictureTransform(Options with { SwapPairs = swap }, new PictureShape(1, 4, 1), hasPairs: true);

        var row = transform.Apply(new Image(1, 4, 1, [1, 2, 3, 4])).Single();

        CollectionAssert.AreEqual(new[] { (byte)source, (byte)(source + 1) }, row.Image.Pixels.ToArray());
        CollectionAssert.AreEqual(new[] { (byte)target, (byte)(target + 1) }, row.Pair!.Pixels.ToArray());
    }

    [TestMethod]
    [Description("Chapter 23 of Brownlee resizes the whole of 1200 x 600 to 512 x 256, nearest, and cuts then; resizing the halves gives the same pixels.")]
    public void Apply_MapsPair_EqualsResizingTheWhole()
    {
        var whole = new Image(600, 1200, 3);
        new Random(1).NextBytes(whole.Pixels);
        var transform = new PictureTransform(Options with { Size = 256, Filter = ResizeFilter.Nearest }, new PictureShape(600, 1200, 3), hasPairs: true);

        var row = transform.Apply(whole).Single();

        var expected = whole.Resize(256, 512, ResizeFilter.Nearest);
        Assert.IsTrue(row.Image.Pixels.SequenceEqual(expected.Crop(0, 0, 256, 256).Pixels));
        Assert.IsTrue(row.Pair!.Pixels.SequenceEqual(expected.Crop(0, 256, 256, 256).Pixels));
    }

    [TestMethod]
    public void Apply_OddWidthOfPair_IsRejectedWithReason()
    {
        var transform = new PictureTransform(Options with { Size = 2 }, new PictureShape(1, 4, 1), hasPairs: true);

        StringAssert.StartsWith(Assert.ThrowsExactly<InvalidInputException>(() => transform.Apply(new Image(1, 3, 1))).Message, "found a width of 3 pixels");
    }

    [TestMethod]
    public void Apply_OtherSizeWithoutResizing_IsRejectedWithReason()
    {
        var transform = new PictureTransform(Options, new PictureShape(2, 2, 1), hasPairs: false);

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => transform.Apply(new Image(2, 3, 1))).Message, "found 2 rows of 3 pixels, needed 2 of 2");
    }

    private static PictureTransform Make(PrepareOptions options, int channels = 1) => new(options, new PictureShape(1, 1, channels), hasPairs: false);
}
