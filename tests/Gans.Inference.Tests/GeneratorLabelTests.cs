using Gans.Runtime;

namespace Gans.Inference.Tests;

[TestClass]
public sealed class GeneratorLabelTests
{
    /// <summary>Levels 0, 85, 170, 255 for classes 0 to 3, whatever the latent: tanh(+-20) = +-1, tanh(+-ln 2 / 2) = +-1/3.</summary>
    private static readonly byte[] LevelOfClass = [0, 85, 170, 255];

    [TestMethod]
    public void Sample_Labels_ChooseTheClass()
    {
        using var generator = FourLevels();

        var request = new SampleRequest(5, seed: 1) { Labels = new long[] { 3, 0, 2, 2, 1 } };

        CollectionAssert.AreEqual(new byte[] { 255, 0, 170, 170, 85 }, generator.Sample(request).Pixels.ToArray());
    }

    [TestMethod]
    public void Sample_NoLabels_TakesTheClassesInTurn()
    {
        using var generator = FourLevels();

        CollectionAssert.AreEqual((byte[])[.. LevelOfClass, .. LevelOfClass, 0, 85], generator.Sample(10, seed: 1).Pixels.ToArray());
    }

    [TestMethod]
    public void Sample_NoLabelsFromTheMiddle_GoesOnInTurn()
    {
        using var generator = FourLevels();

        CollectionAssert.AreEqual(new byte[] { 170, 255, 0 }, generator.Sample(new SampleRequest(3, seed: 1) { FirstIndex = 6 }).Pixels.ToArray());
    }

    [TestMethod]
    public void Sample_LabelsOverSeveralBatches_StayWithTheirImages()
    {
        using var generator = FourLevels(batchSize: 3);
        long[] labels = [0, 1, 2, 3, 3, 2, 1, 0];

        var request = new SampleRequest(8, seed: 1) { Labels = labels };

        CollectionAssert.AreEqual(labels.Select(label => LevelOfClass[label]).ToArray(), generator.Sample(request).Pixels.ToArray());
    }

    [TestMethod]
    public void Sample_CallersLatentsAndNoLabels_TakesTheClassesInTurn()
    {
        using var generator = FourLevels(batchSize: 3);
        var pixels = new byte[6];

        generator.Sample(new SampleRequest(new LatentBatch(6, generator.LatentSize)), pixels);

        CollectionAssert.AreEqual((byte[])[.. LevelOfClass, 0, 85], pixels);
    }

    [TestMethod]
    [DataRow(4L)]
    [DataRow(-1L)]
    [DataRow(long.MaxValue)]
    public void Sample_LabelOutOfRange_SaysWhichAndTheRange(long label)
    {
        using var generator = FourLevels();

        var request = new SampleRequest(2, seed: 1) { Labels = new long[] { 0, label } };

        Refusal.AssertOneLine(() => generator.Sample(request), $"label {label} at position 1", "needed 0 to 3");
    }

    [TestMethod]
    public void Sample_WrongNumberOfLabels_SaysBothNumbers()
    {
        using var generator = FourLevels();

        Refusal.AssertOneLine(() => generator.Sample(new SampleRequest(4, seed: 1) { Labels = new long[] { 0, 1, 2 } }), "3 labels for 4 images");
    }

    [TestMethod]
    public void Sample_LabelsForAGeneratorWithoutClasses_AreRefused()
    {
        using var generator = Generator.Load(new TinyModel().ToBytes(), new() { Device = Device.Cpu });

        Refusal.AssertOneLine(() => generator.Sample(new SampleRequest(1, seed: 1) { Labels = new long[] { 0 } }), "knows no classes");
    }

    private static Generator FourLevels(int? batchSize = null)
    {
        var halfLn2 = MathF.Log(2) / 2;
        var model = new TinyModel { LatentSize = 1, Classes = 4, Height = 1, Width = 1, Weights = [0], Embedding = [-20, -halfLn2, halfLn2, 20] };
        return Generator.Load(model.ToBytes(), new() { Device = Device.Cpu, BatchSize = batchSize });
    }
}
