using Gans.Apps.Tests.Snippets;
using Gans.Formats;
using Gans.Inference;

namespace Gans.Apps.Tests;

/// <summary>What docs/apps.md shows does what it says.</summary>
[TestClass]
public sealed class SnippetTests
{
    private const int Count = 3;

    private static readonly TinyModel Model = AppFolder.Model;

    [TestMethod]
    public void PlainOnnxRuntime_LatentsOfASeed_MakesGansPictures()
    {
        using var generator = Generator.Load("generator.onnx");
        var latents = generator.Latents(seed: 42).Draw(Count);

        var (pixels, shape) = PlainOnnxRuntime.Draw(latents.Values.ToArray(), Count, latents.LatentSize);

        CollectionAssert.AreEqual(new long[] { Count, Model.Height, Model.Width, Model.Channels }, shape);
        CollectionAssert.AreEqual(generator.Sample(Count, seed: 42).Pixels.ToArray(), pixels);
    }

    [TestMethod]
    [Description("Row by row, so a value may be rounded differently in its last bit: a pixel differs by one level at most.")]
    public void PlainMlNet_Pipeline_MakesGansPictures()
    {
        using var generator = Generator.Load("generator.onnx");
        var expected = generator.Sample(Count, seed: 42);

        var drawn = PlainMlNet.Draw(ModelInfo.Read("generator.onnx"), Count);

        Assert.HasCount(Count, drawn);
        for (var i = 0; i < Count; i++)
        {
            Assert.HasCount(expected[i].Length, drawn[i].Pixels);
            for (var pixel = 0; pixel < expected[i].Length; pixel++)
            {
                Assert.AreEqual(expected[i][pixel], drawn[i].Pixels[pixel], 1.0);
            }
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void OtherLibraries_PicturesOfABatch_AreTheSame(int channels)
    {
        var images = Noise(channels);
        var (imageSharp, skia) = (new MemoryStream(), new MemoryStream());

        WithImageSharp.Save(images, imageSharp);
        using (var picture = WithSkiaSharp.ToSkia(images, 0))
        using (var file = picture.Encode(SkiaSharp.SKEncodedImageFormat.Png, quality: 100))
        {
            file.SaveTo(skia);
        }

        foreach (var file in new[] { imageSharp, skia })
        {
            CollectionAssert.AreEqual(images.ToImage(0).ToRgb().Pixels.ToArray(), ImageCodec.Decode(file.ToArray()).ToRgb().Pixels.ToArray());
        }
    }

    [TestMethod]
    public void WithGans_Bytes_AreTheBatchs()
    {
        var images = Noise(3);
        var stream = new MemoryStream();

        var (png, webp, sheet, picture) = WithGans.Encode(images, stream);

        CollectionAssert.AreEqual(images.EncodePng(0), png);
        Assert.AreEqual((images.Height, images.Width), (ImageCodec.Decode(webp).Height, ImageCodec.Decode(webp).Width));
        Assert.AreEqual((3 * images.Width) + (4 * 2), ImageCodec.Decode(sheet).Width);
        CollectionAssert.AreEqual(images.EncodePng(1), stream.ToArray());
        CollectionAssert.AreEqual(images[2].ToArray(), picture.Pixels.ToArray());
    }

    [TestMethod]
    public async Task WithGans_StandIn_IsServed()
    {
        await using var server = await RunningServer.StartAsync(new WithGans.GreySquares());

        var picture = ImageCodec.Decode(await server.Client.GetByteArrayAsync("/clothes.png?seed=1"));

        Assert.AreEqual((28, 28, 1), (picture.Height, picture.Width, picture.Channels));
        Assert.AreEqual(Model.Height, WithGans.Load().ImageHeight);
    }

    private static ImageBatch Noise(int channels) => new(3, 19, 23, channels, TestImages.Noise(3 * 19, 23, channels, seed: 5).Pixels.ToArray());
}
