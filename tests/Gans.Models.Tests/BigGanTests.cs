using Gans.Models.BigGan;
using Gans.Models.Layers;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

/// <summary>BigGAN's layers and networks: hand-worked values, the parameter counts of its tables, and its files.</summary>
[TestClass]
public sealed class BigGanTests
{
    private static readonly Initializer Small = Initializer.Normal(0.02);

    [TestMethod]
    [Description("1 and 3 have mean 2 and variance 1; the class's scale is 1 + 0.5, its shift 10.")]
    public void ConditionalBatchNorm_OfClasses_ScalesAndShiftsByTheClass()
    {
        using var scope = NewDisposeScope();
        using var layer = ConditionalBatchNorm.OfClasses(1, 2, Initializer.Constant(0));
        Fill(layer, "gain.weight", 0, 0.5f);
        Fill(layer, "bias.weight", 0, 10);

        var y = layer.Run(tensor(new[] { 1f, 3 }, [2, 1, 1, 1]), tensor(new[] { 0L, 1 }), Mode.Train).Floats();

        Assert.AreEqual(-1, y[0], 1e-5);
        Assert.AreEqual(11.5, y[1], 2e-5);
    }

    [TestMethod]
    [Description("The weights (3, 4) are divided by their length of 5: scales 1 + 0.6 and 1 + 0.8, and shifts alike, for a condition of 1.")]
    public void ConditionalBatchNorm_OfVectors_IsLinearInTheCondition()
    {
        using var scope = NewDisposeScope();
        using var layer = ConditionalBatchNorm.OfVectors(2, 1, Small);
        Fill(layer, "gain.weight", 3, 4);
        Fill(layer, "bias.weight", 4, 3);

        var y = layer.Run(tensor(new[] { 1f, 1, 3, 3 }, [2, 2, 1, 1]), ones(2, 1), Mode.Train).Floats();

        Close([-1.6 + 0.8, -1.8 + 0.6, 1.6 + 0.8, 1.8 + 0.6], y, 2e-5);
    }

    [TestMethod]
    public void ConditionalBatchNorm_Frozen_KeepsItsStatistics()
    {
        using var scope = NewDisposeScope();
        using var layer = ConditionalBatchNorm.OfClasses(1, 2, Small);
        using var frozen = layer.Frozen();

        layer.Run(tensor(new[] { 1f, 3 }, [2, 1, 1, 1]), tensor(new[] { 0L, 1 }), Mode.Train);

        Assert.AreEqual(0.0, layer.NamedState().Single(entry => entry.Name == "norm.running_mean").Value.Number());
    }

    [TestMethod]
    [Description(
        "Eight equal channels x of 2x2 pixels 1, 2, 3, 4: one key, whose share is 1, so each pixel finds the greatest value, v max(x) = 4 v. The weights of 1 "
        + "have the norms sqrt(8) (query, key), sqrt(32) (value and output, 4 by 8): a value is 8 * 4 / sqrt(32), an output 4 / sqrt(32) of that: 4. "
        + "With a gain of 0.5: x + 2.")]
    public void SelfAttention_OneKey_AddsTheGreatestValueEverywhere()
    {
        using var scope = NewDisposeScope();
        using var layer = new SelfAttention2d(8, Initializer.Constant(1));
        Fill(layer, "gain", 0.5f);
        var x = tensor(new[] { 1f, 2, 3, 4 }, [1, 1, 2, 2]).expand(1, 8, 2, 2);

        var y = layer.Run(x, Mode.Inference);

        Close([3, 4, 5, 6], y[0, 7].Floats(), 1e-5);
    }

    [TestMethod]
    [Description(
        "A query of the pixel's first channel and a key of the greatest first channel of each quarter: pixel q gives the two quarters' keys 0 and ln 3 the "
        + "shares 1 and 3^q of their sum. With q = 1: 1/4 and 3/4.")]
    public void SelfAttention_TwoKeys_SharesByTheSoftmaxOfTheirProducts()
    {
        using var scope = NewDisposeScope();
        using var layer = new SelfAttention2d(8, Initializer.Constant(0));
        Fill(layer, "gain", 1);
        Fill(layer, "query.weight", [1, .. new float[7]]);
        Fill(layer, "key.weight", [0, 1, .. new float[6]]);
        Fill(layer, "value.weight", [0, 0, 1, .. new float[29]]);    // value 0 is channel 2
        Fill(layer, "output.weight", [1, .. new float[31]]);         // channel 0 is value 0
        using var plain = no_grad();
        var x = zeros(1, 8, 2, 4);
        x[0, 0].fill_(1);
        x[0, 1, 0, 2] = (float)Math.Log(3);
        x[0, 2, 1, 1] = 8;
        x[0, 2, 1, 3] = 4;

        var y = layer.Run(x, Mode.Inference);

        Assert.AreEqual(1 + (8 / 4.0) + (4 * 3 / 4.0), y[0, 0, 0, 0].Number(), 1e-5);
        Assert.AreEqual(8, y[0, 2, 1, 1].Number(), 1e-6);
    }

    [TestMethod]
    [Description("The published implementation's counts.")]
    [DataRow(32, 64, 128, 0, 10, 4_304_387, 4_207_361, DisplayName = "32, scales of each class")]
    [DataRow(32, 64, 128, 128, 10, 4_373_251, 4_207_361, DisplayName = "32, shared embedding")]
    [DataRow(64, 64, 120, 128, 10, 31_842_820, 19_558_082, DisplayName = "64")]
    [DataRow(128, 96, 120, 128, 1000, 70_433_988, 87_982_370, DisplayName = "128")]
    [DataRow(256, 96, 119, 128, 1000, 82_108_548, 0, DisplayName = "256")]
    public void Networks_OfEachTable_HaveTheSourcesParameterCounts(int size, int width, int latent, int shared, int classes, int generator, int discriminator)
    {
        using var scope = NewDisposeScope();
        var (table, data) = (BigGanTable.Find(size)!, new DataShape(3, size, size, classes));
        using (var network = new BigGanGenerator(table, width, latent, data, new Undrawn(), shared))
        {
            Assert.AreEqual(generator, network.TrainableParameterCount());
        }

        if (discriminator > 0)
        {
            using var network = BigGanDiscriminator.Create(table, width, data, new Undrawn());
            Assert.AreEqual(discriminator, network.TrainableParameterCount());
        }
    }

    [TestMethod]
    [Description(
        "Added up by hand of the sizes of kernels; the paper gives 50.4 and 34.6 million at 128. Of a generator's block from i to o with h = i / 4 and a "
        + "condition of c: i h + h + 2 (9 h^2 + h) + h o + o + 2 c (i + 3 h); of a discriminator's, h = o / 4, the same without the condition and with "
        + "(i + 1) (o - i) for channels that the shortcut adds.")]
    [DataRow(32, 64, 10, 3_079_299, 651_649)]
    [DataRow(64, 64, 10, 17_061_508, 4_741_378)]
    [DataRow(128, 128, 1000, 50_244_484, 34_590_210)]
    public void Networks_Deep_HaveTheParametersOfTheirKernels(int size, int width, int classes, int generator, int discriminator)
    {
        using var scope = NewDisposeScope();
        var (table, data) = (BigGanTable.Find(size)!, new DataShape(3, size, size, classes));
        using var drawing = new BigGanDeepGenerator(table, width, latentSize: 128, data, new Undrawn(), embeddingSize: 128);
        using var judging = BigGanDeepDiscriminator.Create(table, width, data, new Undrawn());

        Assert.AreEqual((generator, discriminator), (drawing.TrainableParameterCount(), judging.TrainableParameterCount()));
    }

    [TestMethod]
    [Description("A gain of 1 - 1 and a shift of -1 keep all from the last convolution: what is left is the first of four channels, twice the size.")]
    public void DeepGeneratorBlock_ShortcutAlone_DropsChannelsAndDoublesTheSize()
    {
        using var scope = NewDisposeScope();
        using var block = new BigGanDeepGeneratorBlock(4, 1, Small, doubles: true, features => ConditionalBatchNorm.OfVectors(features, 1, Small));
        Fill(block, "norm4.gain.weight", -1);
        Fill(block, "norm4.bias.weight", -1);

        var y = block.Run(tensor(new[] { 1f, 2, 3, 4 }, [1, 4, 1, 1]), ones(1, 1), Mode.Inference);

        Close([1, 1, 1, 1], y.Floats(), 0);
    }

    [TestMethod]
    [Description(
        "Biases of -100 keep all from the last convolution; the mean of 1, 2, 3, 6 is 3, and the four channels added are twice the four, normed to 1.")]
    public void DeepDiscriminatorBlock_ShortcutAlone_AppendsChannelsAndHalvesTheSize()
    {
        using var scope = NewDisposeScope();
        using var block = new BigGanDeepDiscriminatorBlock(4, 8, Small, halves: true);
        Fill(block, "conv3.bias", -100, -100);
        Fill(block, "added.weight", [.. Enumerable.Range(0, 16).Select(i => i % 5 == 0 ? 2f : 0)]);
        var x = zeros(1, 4, 2, 2);
        x[0, 1] = tensor(new[] { 1f, 2, 3, 6 }, [2, 2]);

        Close([0, 3, 0, 0, 0, 3, 0, 0], block.Run(x, Mode.Inference).Floats(), 1e-5);
    }

    [TestMethod]
    public void Networks_Deep_ComputeInOnnxRuntimeWhatLibtorchComputes()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var (table, data) = (BigGanTable.Find(64)!, new DataShape(3, 64, 64, 5));
        using var generator = new BigGanDeepGenerator(table, 4, latentSize: 6, data, Small, embeddingSize: 3);
        using var discriminator = BigGanDeepDiscriminator.Create(table, 8, data, Small);
        var input = new GeneratorInput(randn(4, 6), randint(0, 5, [4]));
        discriminator.Run(generator.Run(input, Mode.Train), input.Labels, Mode.Train);

        var classes = new OnnxInput("labels", [OnnxAxis.N]) { Type = ScalarType.Int64, Sample = static count => randint(0, 5, [count]) };
        Verify(generator, [new OnnxInput("z", [OnnxAxis.N, 6]), classes], values => generator.call(new GeneratorInput(values[0], values[1])));
        Verify(
            discriminator, [new OnnxInput("images", [OnnxAxis.N, 3, 64, 64]), classes], values => discriminator.call(values[0], values[1]).Logits);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(8)]
    public void Networks_OfEachForm_ComputeInOnnxRuntimeWhatLibtorchComputes(int shared)
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var (table, data) = (BigGanTable.Find(32)!, new DataShape(3, 32, 32, 5));
        using var generator = new BigGanGenerator(table, 2, 20, data, Small, shared);
        using var discriminator = BigGanDiscriminator.Create(table, 2, data, Small);
        var input = new GeneratorInput(randn(16, 20), randint(0, 5, [16]));
        discriminator.Run(generator.Run(input, Mode.Train), input.Labels, Mode.Train);   // statistics and vectors that are not the first ones

        var classes = new OnnxInput("labels", [OnnxAxis.N]) { Type = ScalarType.Int64, Sample = static count => randint(0, 5, [count]) };
        Verify(generator, [new OnnxInput("z", [OnnxAxis.N, 20]), classes], values => generator.call(new GeneratorInput(values[0], values[1])));
        Verify(
            discriminator,
            [new OnnxInput("images", [OnnxAxis.N, 3, 32, 32]), classes],
            values => discriminator.call(values[0], values[1]).Logits);
    }

    [TestMethod]
    public void SelfAttention_InOnnxRuntime_ComputesWhatLibtorchComputes()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        using var layer = new SelfAttention2d(8);
        Fill(layer, "gain", 0.5f);

        Verify(layer, [new OnnxInput("x", [OnnxAxis.N, 8, 4, 6])], values => layer.call(values[0]));
    }

    [TestMethod]
    public void BigGan64_SizesThatDoNotDivide_AreRejectedWithWhatItNeeds()
    {
        Assert.IsTrue(ModelRegistry.Shipped.TryGet("biggan-64", out var model));

        Assert.AreEqual(
            "Option latent_size: found 128, needed a multiple of 5, a chunk for each block and one more. Change that option.",
            model.RejectSettings(model.Settings with { LatentSize = 128 }));
        Assert.AreEqual(
            "Option discriminator_width: found 12, needed a multiple of 8, since attention takes an eighth of its channels. Change that option.",
            model.RejectSettings(model.Settings with { DiscriminatorWidth = 12 }));
    }

    private static void Verify(Module network, IReadOnlyList<OnnxInput> inputs, Func<IReadOnlyList<Tensor>, Tensor> pass)
    {
        using var folder = new TemporaryFolder();
        var report = OnnxExport.Write(network, folder["network.onnx"], new OnnxExportOptions { Strict = true }, inputs, values => [("y", pass(values))]);
        Assert.IsLessThan(1e-4, report.GreatestDifference);
    }

    private static void Fill(Module layer, string name, params float[] values)
    {
        using var plain = no_grad();
        var value = layer.NamedState().Single(entry => entry.Name == name).Value;
        value.copy_(tensor(values, value.shape));
    }

    private static void Close(double[] expected, float[] actual, double tolerance)
    {
        Assert.HasCount(expected.Length, actual);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], tolerance, $"value {i}");
        }
    }

    /// <summary>Leaves memory as it is: counting needs no values.</summary>
    private sealed record Undrawn : Initializer
    {
        public override string ToString() => "undrawn";

        protected override void Fill(Tensor weight, long fanIn, long fanOut)
        {
        }
    }
}
