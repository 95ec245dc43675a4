using System.Buffers;

namespace Gans.Formats.Tests;

[TestClass]
public sealed class ImageBatchBytesTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void EncodePng_OneOfABatch_ComesBackBitEqual(int channels)
    {
        var batch = Noise(channels);

        AssertSame(batch.ToImage(1), ImageCodec.Decode(batch.EncodePng(1)));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    [Description("WebP knows no grey, so a grey picture comes back in three equal channels.")]
    public void EncodeWebp_WithoutQuality_ComesBackBitEqual(int channels)
    {
        var batch = Noise(channels);

        AssertSame(batch.ToImage(1).ToRgb(), ImageCodec.Decode(batch.EncodeWebp(1)));
    }

    [TestMethod]
    public void EncodeWebp_LowerQuality_IsSmaller()
    {
        var batch = Noise(3);

        Assert.IsLessThan(batch.EncodeWebp(0, quality: 90).Length, batch.EncodeWebp(0, quality: 10).Length);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => batch.EncodeWebp(0, quality: 0));
    }

    [TestMethod]
    [DataRow(ImageFormat.Png, true)]
    [DataRow(ImageFormat.Webp, true)]
    [DataRow(ImageFormat.Jpeg, false)]
    public void EncodeGrid_EachFormat_IsTheGrid(ImageFormat format, bool exact)
    {
        var batch = Noise(3);

        var file = batch.EncodeGrid(new GridOptions { Columns = 2 }, format);

        var (grid, decoded) = (batch.ToGrid(new GridOptions { Columns = 2 }), ImageCodec.Decode(file));
        Assert.AreEqual(format, ImageFormats.FromContent(file));
        Assert.AreEqual((grid.Height, grid.Width), (decoded.Height, decoded.Width));
        Assert.AreEqual(exact, grid.Pixels.SequenceEqual(decoded.Pixels));
    }

    [TestMethod]
    public void Encode_ToWriterOrStream_GivesTheSameBytes()
    {
        var batch = Noise(3);
        var grid = new GridOptions { Gap = 0 };

        AssertBytes(batch.EncodePng(1), writer => batch.EncodePng(1, writer), stream => batch.EncodePng(1, stream));
        AssertBytes(batch.EncodeWebp(1, 50), writer => batch.EncodeWebp(1, writer, 50), stream => batch.EncodeWebp(1, stream, 50));
        AssertBytes(
            batch.EncodeGrid(grid, ImageFormat.Jpeg),
            writer => batch.EncodeGrid(writer, grid, ImageFormat.Jpeg),
            stream => batch.EncodeGrid(stream, grid, ImageFormat.Jpeg));
    }

    [TestMethod]
    public void ToImage_ChangedAfterwards_LeavesTheBatch()
    {
        var batch = new ImageBatch(2, 1, 1, 3, [1, 2, 3, 4, 5, 6]);

        var image = batch.ToImage(1);
        image.Pixels[0] = 9;

        CollectionAssert.AreEqual(new byte[] { 9, 5, 6 }, image.Pixels.ToArray());
        CollectionAssert.AreEqual(new byte[] { 4, 5, 6 }, batch[1].ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => batch.ToImage(2));
    }

    private static ImageBatch Noise(int channels) => new(3, 19, 23, channels, TestImages.Noise(3 * 19, 23, channels, seed: 5).Pixels.ToArray());

    private static void AssertSame(Image expected, Image actual)
    {
        Assert.AreEqual((expected.Height, expected.Width, expected.Channels), (actual.Height, actual.Width, actual.Channels));
        CollectionAssert.AreEqual(expected.Pixels.ToArray(), actual.Pixels.ToArray());
    }

    private static void AssertBytes(byte[] expected, Action<IBufferWriter<byte>> toWriter, Action<Stream> toStream)
    {
        var (writer, stream) = (new ArrayBufferWriter<byte>(), new MemoryStream());
        toWriter(writer);
        toStream(stream);
        CollectionAssert.AreEqual(expected, writer.WrittenSpan.ToArray());
        CollectionAssert.AreEqual(expected, stream.ToArray());
    }
}
