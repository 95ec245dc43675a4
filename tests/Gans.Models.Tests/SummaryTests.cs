using Gans.Models.Layers;
using Gans.Torch;

namespace Gans.Models.Tests;

/// <summary>The summaries that spec 01 prints (section 15).</summary>
[TestClass]
public sealed class SummaryTests
{
    [TestMethod]
    [Description("Section 3.1")]
    public void Mlp_HasThePrintedCounts()
    {
        using var network = new Sequential
        {
            { "hidden1", new Linear(10, 10), new Relu() },
            { "hidden2", new Linear(10, 20), new Relu() },
            { "hidden3", new Linear(20, 10), new Relu() },
            { "output", new Linear(10, 1), new Sigmoid() },
        };

        HasCounts(network, new Shape(1, 10), [110, 220, 210, 11], 551, 551);
    }

    [TestMethod]
    [Description("Section 3.2, shapes included")]
    public void Cnn_HasThePrintedCountsAndShapes()
    {
        using var network = new Sequential
        {
            { "conv1", new ValidConv2d(1, 32, kernel: 4), new Relu(), new MaxPool2d() },
            { "conv2", new ValidConv2d(32, 16, kernel: 4), new Relu(), new MaxPool2d() },
            { "flatten", new Flatten() },
            { "hidden", new Linear(2704, 10), new Relu() },
            { "output", new Linear(10, 1), new Sigmoid() },
        };

        var summary = HasCounts(network, new Shape(1, 1, 64, 64), [544, 8208, 27050, 11], 35_813, 35_813);

        Assert.AreEqual(
            "[1, 32, 61, 61] [1, 32, 30, 30] [1, 16, 27, 27] [1, 16, 13, 13] [1, 2704] [1, 10] [1, 1]",
            string.Join(' ', summary.Layers.Where(layer => layer.Kind is not ("Relu" or "Sigmoid")).Select(layer => layer.Output)));
    }

    [TestMethod]
    [Description("Section 4.2")]
    public void GeneratorWithUpSampling_HasThePrintedCounts()
    {
        using var network = new Sequential
        {
            { "project", new Linear(100, 3200), new Reshape(128, 5, 5) },
            { "up", new UpSampling2d() },
            { "image", new SameConv2d(128, 1, kernel: 3) },
        };

        var summary = HasCounts(network, new Shape(1, 100), [323_200, 1153], 324_353, 324_353);
        Assert.AreEqual(new Shape(1, 1, 10, 10), summary.Layers[^1].Output);
    }

    [TestMethod]
    [Description("Section 4.4")]
    public void GeneratorWithConvTranspose_HasThePrintedCounts()
    {
        using var network = new Sequential
        {
            { "project", new Linear(100, 3200), new Reshape(128, 5, 5) },
            { "image", new SameConvTranspose2d(128, 1, kernel: 3, stride: 2) },
        };

        var summary = HasCounts(network, new Shape(1, 100), [323_200, 1153], 324_353, 324_353);
        Assert.AreEqual(new Shape(1, 1, 10, 10), summary.Layers[^1].Output);
    }

    [TestMethod]
    [Description("H1 and H3")]
    public void StridedConvolutionWithLeakyRelu_HasThePrintedCounts()
    {
        using var network = new Sequential { { "down", new SameConv2d(3, 64, kernel: 3, stride: 2), new LeakyRelu(0.2) } };

        var summary = HasCounts(network, new Shape(1, 3, 64, 64), [1792], 1792, 1792);
        Assert.AreEqual(new Shape(1, 64, 32, 32), summary.Layers[^1].Output);
    }

    [TestMethod]
    [Description("H2, with the initialiser of H5")]
    public void StridedTransposedConvolution_HasThePrintedCounts()
    {
        using var network = new Sequential { { "up", new SameConvTranspose2d(3, 64, kernel: 4, stride: 2, Initializer.Normal(0.02)) } };

        var summary = HasCounts(network, new Shape(1, 3, 64, 64), [3136], 3136, 3136);
        Assert.AreEqual(new Shape(1, 64, 128, 128), summary.Layers[^1].Output);
    }

    [TestMethod]
    [Description("H4: 128 of batch normalisation's 256 are not trained.")]
    public void StridedConvolutionWithBatchNorm_HasThePrintedCounts()
    {
        using var network = new Sequential { { "down", new SameConv2d(3, 64, kernel: 3, stride: 2), new BatchNorm(64), new LeakyRelu(0.2) } };

        HasCounts(network, new Shape(1, 3, 64, 64), [1792, 256], 2048, 1920);
    }

    [TestMethod]
    public void ToString_OneLayer_IsALineAndTheTotals()
    {
        using var network = new Sequential { { "down", new SameConv2d(3, 64, kernel: 3, stride: 2) } };

        Assert.AreEqual(
            "down  SameConv2d  [1, 64, 32, 32]         1,792\nparameters 1,792, trainable 1,792, non-trainable 0",
            ModelSummary.Of(network, () => network.Forward(Tensor.Zeros([1, 3, 64, 64]), Mode.Inference)).ToString());
    }

    private static ModelSummary HasCounts(Sequential network, Shape input, long[] layers, long total, long trainable)
    {
        var summary = ModelSummary.Of(network, () => network.Forward(Tensor.Zeros(input.Sizes), Mode.Inference));
        CollectionAssert.AreEqual(layers, summary.Layers.Select(layer => layer.ParameterCount).Where(count => count > 0).ToArray());
        Assert.AreEqual(total, summary.ParameterCount);
        Assert.AreEqual(trainable, summary.TrainableParameterCount);
        return summary;
    }
}
