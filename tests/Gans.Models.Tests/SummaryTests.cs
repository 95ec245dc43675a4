using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

/// <summary>The summaries that chapters 2, 3 and 5 of Brownlee print.</summary>
[TestClass]
public sealed class SummaryTests
{
    [TestMethod]
    [Description("Section 3.1")]
    public void Mlp_HasThePrintedCounts()
    {
        using var network = new Sequential
        {
            { "hidden1", Dense(10, 10), ReLU() },
            { "hidden2", Dense(10, 20), ReLU() },
            { "hidden3", Dense(20, 10), ReLU() },
            { "output", Dense(10, 1), Sigmoid() },
        };

        HasCounts(network, [1, 10], [110, 220, 210, 11], 551, 551);
    }

    [TestMethod]
    [Description("Section 3.2, shapes included")]
    public void Cnn_HasThePrintedCountsAndShapes()
    {
        using var network = new Sequential
        {
            { "conv1", new ValidConv2d(1, 32, kernel: 4), ReLU(), MaxPool2d(2) },
            { "conv2", new ValidConv2d(32, 16, kernel: 4), ReLU(), MaxPool2d(2) },
            { "flatten", Flatten() },
            { "hidden", Dense(2704, 10), ReLU() },
            { "output", Dense(10, 1), Sigmoid() },
        };

        var summary = HasCounts(network, [1, 1, 64, 64], [544, 8208, 27050, 11], 35_813, 35_813);

        Assert.AreEqual(
            "[1, 32, 61, 61] [1, 32, 30, 30] [1, 16, 27, 27] [1, 16, 13, 13] [1, 2704] [1, 10] [1, 1]",
            string.Join(' ', summary.Layers.Where(layer => layer.Kind is not ("ReLU" or "Sigmoid")).Select(layer => layer.Output.Text())));
    }

    [TestMethod]
    [Description("Section 4.2")]
    public void GeneratorWithUpSampling_HasThePrintedCounts()
    {
        using var network = new Sequential
        {
            { "project", Dense(100, 3200), new Reshape(128, 5, 5) },
            { "up", new UpSampling2d() },
            { "image", new SameConv2d(128, 1, kernel: 3) },
        };

        var summary = HasCounts(network, [1, 100], [323_200, 1153], 324_353, 324_353);
        Assert.AreEqual("[1, 1, 10, 10]", summary.Layers[^1].Output.Text());
    }

    [TestMethod]
    [Description("Section 4.4")]
    public void GeneratorWithConvTranspose_HasThePrintedCounts()
    {
        using var network = new Sequential
        {
            { "project", Dense(100, 3200), new Reshape(128, 5, 5) },
            { "image", new SameConvTranspose2d(128, 1, kernel: 3, stride: 2) },
        };

        var summary = HasCounts(network, [1, 100], [323_200, 1153], 324_353, 324_353);
        Assert.AreEqual("[1, 1, 10, 10]", summary.Layers[^1].Output.Text());
    }

    [TestMethod]
    [Description("H1 and H3")]
    public void StridedConvolutionWithLeakyRelu_HasThePrintedCounts()
    {
        using var network = new Sequential { { "down", new SameConv2d(3, 64, kernel: 3, stride: 2), LeakyReLU(0.2) } };

        var summary = HasCounts(network, [1, 3, 64, 64], [1792], 1792, 1792);
        Assert.AreEqual("[1, 64, 32, 32]", summary.Layers[^1].Output.Text());
    }

    [TestMethod]
    [Description("H2, with the initialiser of H5")]
    public void StridedTransposedConvolution_HasThePrintedCounts()
    {
        using var network = new Sequential { { "up", new SameConvTranspose2d(3, 64, kernel: 4, stride: 2, Initializer.Normal(0.02)) } };

        var summary = HasCounts(network, [1, 3, 64, 64], [3136], 3136, 3136);
        Assert.AreEqual("[1, 64, 128, 128]", summary.Layers[^1].Output.Text());
    }

    [TestMethod]
    [Description("H4: 128 of batch normalisation's 256 are not trained.")]
    public void StridedConvolutionWithBatchNorm_HasThePrintedCounts()
    {
        using var network = new Sequential { { "down", new SameConv2d(3, 64, kernel: 3, stride: 2), new BatchNorm(64), LeakyReLU(0.2) } };

        HasCounts(network, [1, 3, 64, 64], [1792, 256], 2048, 1920);
    }

    [TestMethod]
    public void ToString_OneLayer_IsALineAndTheTotals()
    {
        using var network = new Sequential { { "down", new SameConv2d(3, 64, kernel: 3, stride: 2) } };

        Assert.AreEqual(
            "down  SameConv2d  [1, 64, 32, 32]         1,792\nparameters 1,792, trainable 1,792, non-trainable 0",
            ModelSummary.Of(network, () => network.Run(zeros(1, 3, 64, 64), Mode.Inference)).ToString());
    }

    [TestMethod]
    public void ToString_NormalisedLayer_SaysWhatIsNotTrained()
    {
        using var network = new Sequential { { "down", new SameConv2d(3, 64, kernel: 3, stride: 2), new BatchNorm(64) } };

        StringAssert.Contains(
            ModelSummary.Of(network, () => network.Run(zeros(1, 3, 64, 64), Mode.Inference)).ToString(),
            "down_batchnorm  BatchNorm   [1, 64, 32, 32]           256  (128 not trained)\n");
    }

    [TestMethod]
    [Description("Two heads take what the trunk gives.")]
    public void ToMermaid_TwoHeads_HangOnTheTrunk()
    {
        using var network = new HeadedDiscriminator(new Sequential { { "flatten", Flatten() } }, Dense(4, 1), Dense(4, 3));

        Assert.AreEqual(
            """
            flowchart TD
              n0["trunk.flatten<br>Flatten [1, 4]"]
              n1["logit<br>Linear [1, 1]<br>5 parameters"]
              n2["classes<br>Linear [1, 3]<br>15 parameters"]
              n0 --> n1
              n0 --> n2

            """,
            ModelSummary.Of(network, new DataShape(1, 2, 2)).ToMermaid());
    }

    [TestMethod]
    [Description("The body takes what both branches give, joined in between.")]
    public void ToMermaid_TwoBranches_JoinBeforeTheBody()
    {
        using var network = new LabelMapGenerator(
            latentSize: 2,
            classCount: 3,
            label: new Sequential { { "embedding", Embedding(3, 4), new Reshape(1, 2, 2) } },
            latent: new Sequential { { "project", Dense(2, 4), new Reshape(1, 2, 2) } },
            body: new Sequential { { "image", new SameConv2d(2, 1, kernel: 3) } });

        var arrows = ModelSummary.Of(network).ToMermaid().Split('\n').Where(line => line.Contains("-->", StringComparison.Ordinal)).Select(line => line.Trim());

        CollectionAssert.AreEquivalent(new[] { "n0 --> n1", "n2 --> n3", "n1 --> n4", "n3 --> n4" }, arrows.ToArray());
    }

    private static ModelSummary HasCounts(Sequential network, long[] input, long[] layers, long total, long trainable)
    {
        var summary = ModelSummary.Of(network, () => network.Run(zeros(input), Mode.Inference));
        CollectionAssert.AreEqual(layers, summary.Layers.Select(layer => layer.ParameterCount).Where(count => count > 0).ToArray());
        Assert.AreEqual(total, summary.ParameterCount);
        Assert.AreEqual(trainable, summary.TrainableParameterCount);
        return summary;
    }
}
