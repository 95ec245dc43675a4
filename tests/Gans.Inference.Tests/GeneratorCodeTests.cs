using Gans.Runtime;

namespace Gans.Inference.Tests;

[TestClass]
public sealed class GeneratorCodeTests
{
    /// <summary>Levels of categories 0 and 1 with a number of 0, whatever the latent: tanh(-+ln 2 / 2) = -+1/3.</summary>
    private const byte Low = 85, High = 170;

    private static readonly SampleRequest Two = new(2, seed: 1);

    [TestMethod]
    [Description("One pixel, codes [category one-hot of 2, number], weights [-ln 2 / 2, ln 2 / 2, 20]: the number decides where it is not 0.")]
    public void Sample_Codes_DecideTheImage()
    {
        using var generator = TwoLevels();
        float[] codes = [1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, -1, 0, 1, 0];

        CollectionAssert.AreEqual(new byte[] { Low, High, 255, 0, High }, generator.Sample(new SampleRequest(5, seed: 1) { Codes = codes }).Pixels.ToArray());
    }

    [TestMethod]
    public void Sample_CallersLatentsAndCodes_StayTogetherOverSeveralBatches()
    {
        using var generator = TwoLevels(batchSize: 2);
        float[] codes = [0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0];
        var (pixels, images) = (new byte[5], new float[5]);

        var request = new SampleRequest(new LatentBatch(5, 1)) { Codes = codes };
        generator.Sample(request, pixels);
        generator.SampleValues(request, images);

        CollectionAssert.AreEqual(new byte[] { High, Low, High, 255, Low }, pixels);
        Assert.AreEqual(-1f / 3, images[4], 1e-6f);
    }

    [TestMethod]
    public void Sample_LatentBatchAndNoCodes_TakesTheCategoriesInTurnWithNumbersOfZero()
    {
        using var generator = TwoLevels(batchSize: 3);

        CollectionAssert.AreEqual(new byte[] { Low, High, Low, High, Low }, generator.Sample(new SampleRequest(new LatentBatch(5, 1))).Pixels.ToArray());
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    public void Sample_NoCodes_DrawsThoseOfCodeSource(int batchSize)
    {
        using var generator = Generator.Load(
            new TinyModel { CodeCategories = 4, ContinuousCodes = 2 }.ToBytes(), new() { Device = Device.Cpu, BatchSize = batchSize });
        var codes = new float[20 * 6];
        new CodeSource(generator.Codes, seed: 8).Fill(5, codes);

        var request = new SampleRequest(20, seed: 8) { FirstIndex = 5 };

        var drawn = generator.Sample(request);

        CollectionAssert.AreEqual(generator.Sample(request with { Codes = codes }).Pixels.ToArray(), drawn.Pixels.ToArray());
        CollectionAssert.AreNotEqual(generator.Sample(request with { Codes = new float[20 * 6] }).Pixels.ToArray(), drawn.Pixels.ToArray());
    }

    [TestMethod]
    public void Sample_LabelsAndCodes_BothCount()
    {
        var model = new TinyModel
        {
            LatentSize = 1,
            Classes = 2,
            CodeCategories = 2,
            Height = 1,
            Width = 1,
            Weights = [0],
            Embedding = [0, 20],
            CodeWeights = [-MathF.Log(2) / 2, MathF.Log(2) / 2],
        };
        using var generator = Generator.Load(model.ToBytes(), new() { Device = Device.Cpu });

        var request = new SampleRequest(3, seed: 1) { Labels = new long[] { 0, 0, 1 }, Codes = new float[] { 1, 0, 0, 1, 1, 0 } };

        CollectionAssert.AreEqual(new byte[] { Low, High, 255 }, generator.Sample(request).Pixels.ToArray());
    }

    [TestMethod]
    public void Sample_WrongCodes_AreRefused()
    {
        using var coded = TwoLevels();
        using var plain = Generator.Load(new TinyModel().ToBytes(), new() { Device = Device.Cpu });

        Refusal.AssertOneLine(() => coded.Sample(Two with { Codes = new float[] { 1, 0, 0 } }), "3 code values for 2 images", "needed 3 an image");
        Refusal.AssertOneLine(() => plain.Sample(Two with { Codes = new float[] { 1 } }), "takes none");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => coded.Sample(Two with { Codes = new float[] { 1, 0, 0, 1, 0, float.NaN } })).Message,
            "value 2 of code 1");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => coded.Sample(new SampleRequest(new LatentBatch(1, 2)))).Message, "latents of 2 values, needed 1");
    }

    private static Generator TwoLevels(int? batchSize = null)
    {
        var halfLn2 = MathF.Log(2) / 2;
        var model = new TinyModel
        {
            LatentSize = 1,
            CodeCategories = 2,
            ContinuousCodes = 1,
            Height = 1,
            Width = 1,
            Weights = [0],
            CodeWeights = [-halfLn2, halfLn2, 20],
        };
        return Generator.Load(model.ToBytes(), new() { Device = Device.Cpu, BatchSize = batchSize });
    }
}
