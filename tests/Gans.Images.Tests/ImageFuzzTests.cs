using System.Buffers;

namespace Gans.Formats.Tests;

[TestClass]
public sealed class ImageFuzzTests
{
    /// <summary>Keeps a damaged head that claims another size from costing more than the harness allows for a file of a few kilobytes.</summary>
    private static readonly DecodeOptions Small = new() { MaximumPixels = 10_000 };

    [TestMethod]
    [Timeout(120_000)]
    public void Load_DamagedPng_LoadsOrThrowsInvalidInput() => Damage(ImageCodec.EncodePng, 600);

    [TestMethod]
    [Timeout(120_000)]
    public void Load_DamagedJpeg_LoadsOrThrowsInvalidInput() => Damage((image, file) => ImageCodec.EncodeJpeg(image, file), 600);

    [TestMethod]
    [Timeout(120_000)]
    public void Load_DamagedWebp_LoadsOrThrowsInvalidInput() => Damage((image, file) => file.Write(TestFiles.Webp(image)), 600);

    private static void Damage(Action<Image, IBufferWriter<byte>> encode, int count)
    {
        var file = new ArrayBufferWriter<byte>();
        encode(TestImages.Noise(24, 24, 3, seed: 3), file);

        ReaderFuzz.Run(file.WrittenSpan.ToArray(), path => ImageCodec.Load(path, Small), count);
    }
}
