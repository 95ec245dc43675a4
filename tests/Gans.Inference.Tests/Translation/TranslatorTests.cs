using Gans.Formats;
using Gans.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Gans.Inference.Tests.Translation;

/// <summary>A network that makes negatives tells exactly what must come out, whatever way an image takes through it.</summary>
[TestClass]
public sealed class TranslatorTests
{
    private static readonly TranslatorOptions OnCpu = new() { Device = Device.Cpu };

    [TestMethod]
    [DataRow(8, 8, 1, DisplayName = "Of the network's size")]
    [DataRow(8, 8, 3)]
    [DataRow(5, 3, 1, DisplayName = "Smaller")]
    [DataRow(20, 8, 1, DisplayName = "Higher")]
    [DataRow(8, 31, 3, DisplayName = "Wider")]
    [DataRow(37, 50, 3, DisplayName = "Larger")]
    [DataRow(5, 30, 1, DisplayName = "Wider and lower")]
    public void Translate_ImageOfAnySize_IsTheNegativeOfEachPixel(int height, int width, int channels)
    {
        using var translator = Load(new TinyTranslator { Channels = channels });
        var source = TestImages.Noise(height, width, channels, seed: 1);

        var result = translator.Translate(source);

        Assert.AreEqual((height, width, channels), (result.Height, result.Width, result.Channels));
        CollectionAssert.AreEqual(Negative(source.Pixels), result.Pixels.ToArray());
    }

    [TestMethod]
    [Description("Tiles differ in their means here, as with networks that normalise by the image: at their borders the picture steps no more than elsewhere.")]
    public void Translate_TilesThatDiffer_AreBlended()
    {
        using var translator = Load(new TinyTranslator { Height = 32, Width = 32, SubtractsMean = true });
        var source = new Image(32, 200, 1);
        for (var y = 0; y < 32; y++)
        {
            for (var x = 0; x < 200; x++)
            {
                source.Row(y)[x] = (byte)(30 + x);   // even, so that every step of the result is the tiles'
            }
        }

        var result = translator.Translate(source).Row(16);

        var steps = new List<int>();
        for (var x = 1; x < result.Length; x++)
        {
            steps.Add(Math.Abs(result[x] - result[x - 1]));
        }

        Assert.IsLessThanOrEqualTo(3, steps.Max());
    }

    [TestMethod]
    public void Translate_AloneInABatchAndInThreads_GivesTheSameBytes()
    {
        using var translator = Load(new TinyTranslator { Channels = 3, SubtractsMean = true });
        var sources = new ImageBatch(7, 8, 8, 3);
        TestImages.Noise(7 * 8, 8, 3, seed: 2).Pixels.CopyTo(sources.Pixels);
        var alone = Enumerable.Range(0, 7).Select(i => translator.Translate(new Image(8, 8, 3, [.. sources[i]])).Pixels.ToArray()).ToArray();

        var batch = translator.Translate(sources);
        var inThreads = new byte[56][];
        Parallel.For(0, 56, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            inThreads[i] = translator.Translate(new Image(8, 8, 3, [.. sources[i % 7]])).Pixels.ToArray());

        for (var i = 0; i < 7; i++)
        {
            CollectionAssert.AreEqual(alone[i], batch[i].ToArray());
        }

        for (var i = 0; i < 56; i++)
        {
            CollectionAssert.AreEqual(alone[i % 7], inThreads[i]);
        }
    }

    [TestMethod]
    [Description("A mask of 2 leaves the negative, one of 0 makes 128: mid-grey lies between two levels, and halves go to the even one.")]
    public void Translate_Noise_IsNamedByItsSeedAndPlace()
    {
        using var translator = Load(new TinyTranslator { HasMask = true, Height = 16, Width = 16 });
        var white = new Image(16, 16, 1);
        white.Pixels.Fill(255);
        var batch = new ImageBatch(2, 16, 16, 1);
        batch.Pixels.Fill(255);

        var first = translator.Translate(white, noiseSeed: 5);

        Assert.IsTrue(translator.HasNoise);
        Assert.IsTrue(first.Pixels.ToArray().All(static value => value is 0 or 128));
        Assert.AreEqual(128, first.Pixels.ToArray().Count(static value => value == 0), 40, "half of 256, with five deviations of 8");
        CollectionAssert.AreEqual(first.Pixels.ToArray(), translator.Translate(white, noiseSeed: 5).Pixels.ToArray());
        CollectionAssert.AreNotEqual(first.Pixels.ToArray(), translator.Translate(white, noiseSeed: 6).Pixels.ToArray());
        var together = translator.Translate(batch, noiseSeed: 5);
        CollectionAssert.AreEqual(first.Pixels.ToArray(), together[0].ToArray());
        CollectionAssert.AreNotEqual(first.Pixels.ToArray(), together[1].ToArray());
    }

    [TestMethod]
    [Description("By the definition in the remarks: bits of Philox' words, the lowest first.")]
    public void NoiseSource_Fill_TakesTheBitsInOrder()
    {
        var values = new float[200];

        new NoiseSource(7).Fill(index: 3, mask: 1, values);

        for (var i = 0; i < values.Length; i++)
        {
            var (w0, w1, w2, w3) = Philox.At(7, 3, 0x80000001, (uint)(i / 128));
            uint[] words = [w0, w1, w2, w3];
            Assert.AreEqual(((words[i % 128 / 32] >> (i % 32)) & 1) == 1 ? 2f : 0f, values[i]);
        }
    }

    [TestMethod]
    public void Translate_FitResize_GivesTheNetworksSize()
    {
        using var translator = Translator.Load(
            new TinyTranslator().ToBytes(), OnCpu with { Fit = TranslationFit.Resize, Filter = ResizeFilter.Nearest });
        var source = TestImages.Noise(16, 16, 1, seed: 3);

        var result = translator.Translate(source);

        CollectionAssert.AreEqual(Negative(source.Resize(8, 8, ResizeFilter.Nearest).Pixels), result.Pixels.ToArray());
    }

    [TestMethod]
    [DataRow(3, 1, "found a grey image, needed RGB")]
    [DataRow(1, 3, "found an RGB image, needed a grey one")]
    public void Translate_OtherChannels_IsRefused(int channels, int given, string finding)
    {
        using var translator = Load(new TinyTranslator { Channels = channels });

        var failure = Assert.ThrowsExactly<InvalidInputException>(() => translator.Translate(new Image(8, 8, given)));

        StringAssert.Contains(failure.Message, finding, StringComparison.Ordinal);
    }

    [TestMethod]
    public void Translate_BatchOfAnotherSize_IsRefused()
    {
        using var translator = Load(new TinyTranslator());

        Assert.ThrowsExactly<InvalidInputException>(() => translator.Translate(new ImageBatch(1, 9, 8, 1)));
    }

    [TestMethod]
    public void TranslateFiles_OneIsTruncated_TheOthersComeAllTheSame()
    {
        using var folder = new TemporaryFolder();
        var image = TestImages.Noise(8, 8, 3, seed: 4);
        File.WriteAllBytes(folder["a.png"], Pictures.Png(image));
        File.WriteAllBytes(folder["b.png"], Pictures.Png(image)[..60]);
        File.WriteAllBytes(folder["c.png"], Pictures.Png(image));
        using var translator = Load(new TinyTranslator { Channels = 3 });

        var files = translator.TranslateFiles([folder["a.png"], folder["b.png"], folder["nowhere.png"], folder["c.png"]]).ToArray();

        Assert.AreEqual("True False False True", string.Join(' ', files.Select(static file => file.Result is not null)));
        Assert.IsTrue(files.All(static file => file.Result is null == file.Problem is not null));
        CollectionAssert.AreEqual(Negative(image.Pixels), files[3].Result!.Pixels.ToArray());
        Assert.AreEqual(folder["b.png"], files[1].Path);
    }

    [TestMethod]
    public void Load_OtherKind_IsRefusedEitherWay()
    {
        var translator = Assert.ThrowsExactly<InvalidInputException>(() => Translator.Load(new TinyModel().ToBytes()));
        var generator = Assert.ThrowsExactly<InvalidInputException>(() => Generator.Load(new TinyTranslator().ToBytes()));

        StringAssert.Contains(translator.Message, "found a model of kind generator, needed a translator", StringComparison.Ordinal);
        StringAssert.Contains(generator.Message, "found a model of kind translator, needed a generator", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(-0.1)]
    [DataRow(0.6)]
    [DataRow(double.NaN)]
    public void Load_OverlapOutOfRange_IsRefused(double overlap) =>
        Assert.ThrowsExactly<InvalidInputException>(() => Translator.Load(new TinyTranslator().ToBytes(), OnCpu with { Overlap = overlap }));

    [TestMethod]
    public void Translate_Disposed_Throws()
    {
        var translator = Load(new TinyTranslator());
        translator.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => translator.Translate(new Image(8, 8, 1)));
    }

    [TestMethod]
    public void Translate_Cancelled_Stops()
    {
        using var translator = Load(new TinyTranslator());

        Assert.ThrowsExactly<OperationCanceledException>(() => translator.Translate(new Image(80, 80, 1), 0, new CancellationToken(canceled: true)));
    }

    [TestMethod]
    public void AddTranslator_Resolved_IsOneInstanceDisposedWithTheProvider()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["t.onnx"], new TinyTranslator().ToBytes());
        var services = new ServiceCollection().AddTranslator(folder["t.onnx"], OnCpu).AddKeyedTranslator("key", folder["t.onnx"], OnCpu).BuildServiceProvider();

        var translator = services.GetRequiredService<Translator>();

        Assert.AreSame(translator, services.GetRequiredService<Translator>());
        Assert.AreNotSame(translator, services.GetRequiredKeyedService<Translator>("key"));
        services.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => translator.Translate(new Image(8, 8, 1)));
    }

    private static Translator Load(TinyTranslator model) => Translator.Load(model.ToBytes(), OnCpu);

    private static byte[] Negative(ReadOnlySpan<byte> pixels) => Array.ConvertAll(pixels.ToArray(), static value => (byte)(255 - value));
}
