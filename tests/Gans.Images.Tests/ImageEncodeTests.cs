using System.Buffers;

namespace Gans.Formats.Tests;

[TestClass]
public sealed class ImageEncodeTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void EncodePng_AnyImage_ComesBackBitEqual(int channels)
    {
        var image = TestImages.Noise(37, 53, channels, seed: 4);
        var file = new ArrayBufferWriter<byte>();

        ImageCodec.EncodePng(image, file);
        var decoded = ImageCodec.Decode(file.WrittenSpan);

        Assert.AreEqual((37, 53, channels), (decoded.Height, decoded.Width, decoded.Channels));
        CollectionAssert.AreEqual(image.Pixels.ToArray(), decoded.Pixels.ToArray());
    }

    [TestMethod]
    [Description("A smooth ramp through JPEG at quality 95: a few levels of quantisation, not more.")]
    public void EncodeJpeg_SmoothImage_IsClose()
    {
        var image = new Image(64, 64, 3);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (byte)(2 * (i / 3 % 64) + (i / 192));
        }

        var file = new ArrayBufferWriter<byte>();
        ImageCodec.EncodeJpeg(image, file);
        var decoded = ImageCodec.Decode(file.WrittenSpan);

        for (var i = 0; i < image.Pixels.Length; i++)
        {
            Assert.AreEqual(image.Pixels[i], decoded.Pixels[i], 6.0);
        }
    }

    [TestMethod]
    public void EncodeJpeg_LowerQuality_IsSmaller()
    {
        var image = TestImages.Noise(64, 64, 3, seed: 8);
        var (low, high) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());

        ImageCodec.EncodeJpeg(image, low, quality: 20);
        ImageCodec.EncodeJpeg(image, high, quality: 90);

        Assert.IsLessThan(high.WrittenCount, low.WrittenCount);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ImageCodec.EncodeJpeg(image, low, quality: 101));
    }
}
