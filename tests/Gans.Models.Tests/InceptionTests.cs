using Gans.Models.Inception;
using Gans.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

[TestClass]
public sealed class InceptionTests
{
    /// <summary>The code of keras-applications: channels, rows and columns after each block.</summary>
    private static readonly (string Block, long Channels, long Side)[] Table =
    [
        ("conv1", 32, 149), ("conv2", 32, 147), ("conv3", 64, 147), ("pool1", 64, 73), ("conv4", 80, 73), ("conv5", 192, 71), ("pool2", 192, 35),
        ("mixed0", 256, 35), ("mixed1", 288, 35), ("mixed2", 288, 35), ("mixed3", 768, 17), ("mixed4", 768, 17), ("mixed5", 768, 17), ("mixed6", 768, 17),
        ("mixed7", 768, 17), ("mixed8", 1280, 8), ("mixed9", 2048, 8), ("mixed10", 2048, 8),
    ];

    [TestMethod]
    [Description("What Keras' summary says, with its top and without.")]
    public void Parameters_KerasClasses_AreKerasCounts()
    {
        using var network = new InceptionV3(InceptionVariant.Keras, 1000);

        Assert.AreEqual(23_851_784, network.ParameterCount());
        Assert.AreEqual(23_817_352, network.TrainableParameterCount());
        Assert.AreEqual(21_802_784, network.Body.ParameterCount());
        Assert.AreEqual(21_768_352, network.Body.TrainableParameterCount());
    }

    [TestMethod]
    public void Body_EachBlock_HasTheSpecsShape()
    {
        using var network = new InceptionV3(InceptionVariant.Keras, 10);
        using var plain = no_grad();
        using var scope = NewDisposeScope();
        var x = rand(1, 3, InceptionV3.ImageSize, InceptionV3.ImageSize);

        var shapes = network.Body.named_children().Zip(network.Body, (block, layer) => (block.name, (x = layer.Run(x, Mode.Inference)).shape.Text())).ToList();

        CollectionAssert.AreEqual(
            Table.Select(row => (row.Block, $"[1, {row.Channels}, {row.Side}, {row.Side}]")).Append(("features", "[1, 2048]")).ToList(), shapes);
    }

    [TestMethod]
    public void Forward_ConstantImages_GiveEqualRows()
    {
        using var network = new InceptionV3(InceptionVariant.Fid, 16, 7);
        using var plain = no_grad();
        using var scope = NewDisposeScope();

        var (features, logits) = network.Run(full([2, 3, InceptionV3.ImageSize, InceptionV3.ImageSize], -0.99216), Mode.Inference);

        Assert.AreEqual("[2, 2048]", features.shape.Text());
        Assert.AreEqual("[2, 7]", logits.shape.Text());
        Assert.AreEqual(7, network.ClassCount);
        CollectionAssert.AreEqual(features.narrow(0, 0, 1).Floats(), features.narrow(0, 1, 1).Floats());
        CollectionAssert.AreEqual(logits.narrow(0, 0, 1).Floats(), logits.narrow(0, 1, 1).Floats());
    }

    [TestMethod]
    public void Constructor_NoHead_Throws() => Assert.ThrowsExactly<ArgumentException>(() => new InceptionV3(InceptionVariant.Keras));

    [TestMethod]
    [DataRow(false, new[] { 1f, 1, 1, 1, 1, 1, 1, 1, 1 })]
    [DataRow(true, new[] { 4 / 9f, 6 / 9f, 4 / 9f, 6 / 9f, 1, 6 / 9f, 4 / 9f, 6 / 9f, 4 / 9f })]
    [Description("By hand: the mean of ones is one where the zeros around them do not count, else their share of the window.")]
    public void SameAveragePool2d_Ones_ShowsThePadding(bool countPadding, float[] expected)
    {
        using var scope = NewDisposeScope();

        var mean = new SameAveragePool2d(3, countPadding).Run(ones(1, 1, 3, 3), Mode.Inference);

        CollectionAssert.AreEqual(expected, mean.Floats());
    }

    [TestMethod]
    public void SameMaxPool2d_NegativeValues_PaddingNeverWins()
    {
        using var scope = NewDisposeScope();

        var greatest = new SameMaxPool2d(3).Run(tensor(new[] { -1f, -2, -3, -4 }, [1, 1, 1, 4]), Mode.Inference);

        CollectionAssert.AreEqual(new float[] { -1, -1, -2, -3 }, greatest.Floats());
    }

    [TestMethod]
    [Description("By hand: a row of ones counts the pixels to both sides, a column of ones finds none beside its own.")]
    public void SameConv2d_RowAndColumn_ReachAlongTheirAxis()
    {
        using var scope = NewDisposeScope();
        var x = ones(1, 1, 1, 4);

        CollectionAssert.AreEqual(new float[] { 2, 3, 3, 2 }, new SameConv2d(1, 1, (1, 3), weights: Initializer.Constant(1)).Run(x, Mode.Inference).Floats());
        CollectionAssert.AreEqual(new float[] { 1, 1, 1, 1 }, new SameConv2d(1, 1, (3, 1), weights: Initializer.Constant(1)).Run(x, Mode.Inference).Floats());
    }

    [TestMethod]
    public void Branches_TwoOfThem_JoinChannelsAndNumberLayers()
    {
        using var scope = NewDisposeScope();
        using var branches = new Branches
        {
            { "left", new SameConv2d(1, 1, 1, weights: Initializer.Constant(2), bias: false) },
            { "right", ReLU(), new SameConv2d(1, 1, 1, weights: Initializer.Constant(3), bias: false) },
        };

        CollectionAssert.AreEqual(new float[] { -2, 2, 0, 3 }, branches.Run(tensor(new[] { -1f, 1 }, [1, 1, 1, 2]), Mode.Inference).Floats());
        CollectionAssert.AreEqual(new[] { "left.1.weight", "right.2.weight" }, branches.named_parameters().Select(parameter => parameter.name).ToArray());
    }

    [TestMethod]
    public void BatchNorm_WithoutScale_HasOnlyShiftToTrain()
    {
        using var norm = new BatchNorm(3, scale: false);

        CollectionAssert.AreEqual(new[] { "beta" }, norm.named_parameters().Select(parameter => parameter.name).ToArray());
    }
}
