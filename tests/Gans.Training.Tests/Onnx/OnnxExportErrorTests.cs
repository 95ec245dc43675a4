using Gans.Torch;
using Gans.Training.Onnx;

namespace Gans.Training.Tests.Onnx;

[TestClass]
public sealed class OnnxExportErrorTests
{
    [TestMethod]
    public void Build_UnmappedOperator_NamesOperatorModuleAndRemedy()
    {
        var message = FailureOf(z =>
        {
            using var path = Trace.Enter("trunk");
            using var inner = Trace.Enter("loss");
            return z.MeanSquaredError(z * 2) + z;
        });

        StringAssert.Contains(message, "aten::mse_loss in module 'trunk.loss'", StringComparison.Ordinal);
        StringAssert.Contains(message, "add a converter", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Build_ActiveDropout_AsksForInference() =>
        StringAssert.Contains(FailureOf(z => z.Dropout(0.5)), "aten::dropout: it is active. Trace the network with Mode.Inference.", StringComparison.Ordinal);

    [TestMethod]
    public void Build_BatchNormInTraining_AsksForInference() =>
        StringAssert.Contains(FailureOf(z => z.BatchNorm(null, null, null, null, training: true, 0.1, 1e-5)), "Mode.Inference", StringComparison.Ordinal);

    [TestMethod]
    public void Build_RandomNumbersInThePass_AsksForAnInput() =>
        StringAssert.Contains(FailureOf(z => z + Tensor.RandomNormal([1])), "aten::randn: it draws random numbers", StringComparison.Ordinal);

    [TestMethod]
    public void Build_UninitialisedMemoryInThePass_IsRefused() =>
        StringAssert.Contains(FailureOf(z => z + Tensor.Empty([1])), "aten::empty.memory_format: it has no values until", StringComparison.Ordinal);

    [TestMethod]
    public void Build_ValuesFromCodeThatFollowTheBatch_AreRefused() =>
        StringAssert.Contains(
            FailureOf(z => z + Tensor.From(new float[z.Shape[0]], z.Shape[0], 1)), "a Float32 [N, 1] was filled by .NET code", StringComparison.Ordinal);

    [TestMethod]
    public void Build_ValuesFromCodeThatChange_AreRefused()
    {
        var calls = 0f;

        StringAssert.Contains(FailureOf(z => z + Tensor.From([calls++], 1)), "changed between two passes", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Build_OtherOperatorsForOtherBatches_AreRefused() =>
        StringAssert.Contains(FailureOf(z => z.Shape[0] < 4 ? z.Tanh() : z.Relu()), "aten::tanh where the other calls aten::relu", StringComparison.Ordinal);

    [TestMethod]
    public void Build_MoreOperatorsForOtherBatches_AreRefused() =>
        StringAssert.Contains(FailureOf(z => z.Shape[0] < 4 ? z.Tanh() : z.Tanh().Relu()), "one calls 1 operators, the other 2", StringComparison.Ordinal);

    [TestMethod]
    public void Build_SizeOnNoLine_IsRefused() =>
        StringAssert.Contains(
            FailureOf(z => z.Slice(1, 0, Math.Min(z.Shape[0], 4))), "it is 3 for a batch of 3 and 4 for 5, on no line", StringComparison.Ordinal);

    [TestMethod]
    public void Build_NumberThatFollowsTheBatch_IsRefused() =>
        StringAssert.Contains(FailureOf(z => z * (1.0 / z.Shape[0])), "argument 'other' is", StringComparison.Ordinal);

    [TestMethod]
    public void Build_GeneratorWithoutImages_IsRefused()
    {
        using var network = new EmptyModule();

        var failure = Assert.ThrowsExactly<OnnxExportException>(
            () => OnnxExporter.Build(network, [TestNetworks.Latents], TestNetworks.Single(z => z.Tanh()), TestNetworks.Description));

        StringAssert.Contains(failure.Message, "the pass has no output 'images', and a generator needs one", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Build_ImagesOfAnotherSizeThanDescribed_NamesBoth()
    {
        using var generator = new TinyGenerator();

        var failure = Assert.ThrowsExactly<OnnxExportException>(() => OnnxExporter.Build(
            generator, [TestNetworks.Latents], TestNetworks.Images(z => generator.Forward(z)), TestNetworks.Description with { ImageWidth = 9 }));

        StringAssert.Contains(failure.Message, "Float32 [N, 3, 8, 8], but Float32 [N, 3, 8, 9]", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Build_EmptyValueRange_IsRefused()
    {
        using var generator = new TinyGenerator();

        var failure = Assert.ThrowsExactly<OnnxExportException>(() => OnnxExporter.Build(
            generator, [TestNetworks.Latents], TestNetworks.Images(z => generator.Forward(z)), TestNetworks.Description with { ValueMin = 1 }));

        StringAssert.Contains(failure.Message, "the value range is 1 to 1", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Build_OneNameForTwoClasses_IsRefused()
    {
        using var generator = new TinyGenerator();

        var failure = Assert.ThrowsExactly<OnnxExportException>(() => OnnxExporter.Build(
            generator, [TestNetworks.Latents], TestNetworks.Images(z => generator.Forward(z)), TestNetworks.Description with { Classes = 2, ClassNames = ["cat"] }));

        StringAssert.Contains(failure.Message, "1 names of 2 classes", StringComparison.Ordinal);
    }

    private static string FailureOf(Func<Tensor, Tensor> forward)
    {
        using var network = new EmptyModule();
        var failure = Assert.ThrowsExactly<OnnxExportException>(
            () => OnnxExporter.Build(network, [TestNetworks.Latents], TestNetworks.Single(forward), TestNetworks.Extractor));
        Assert.IsNull(Trace.Current, "The trace is closed.");
        return failure.Message;
    }
}
