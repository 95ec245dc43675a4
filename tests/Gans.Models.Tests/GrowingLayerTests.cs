using Gans.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

/// <summary>Layers of progressive growing, by hand.</summary>
[TestClass]
public sealed class GrowingLayerTests
{
    [TestMethod]
    [DataRow(0.0, 2f, 4f)]
    [DataRow(0.25, 4f, 4f)]
    [DataRow(1.0, 10f, 4f)]
    [Description("By hand: a quarter of the way from 2 to 10 is 4.")]
    public void WeightedSum_Alpha_IsTheShareOfTheNewPath(double alpha, float first, float second)
    {
        using var scope = NewDisposeScope();
        using var layer = new WeightedSum { Alpha = alpha };

        var y = layer.call(tensor(new[] { 2f, 4 }), tensor(new[] { 10f, 4 })).Floats();

        CollectionAssert.AreEqual(new[] { first, second }, y);
        Assert.IsFalse(layer.parameters().Any());
    }

    [TestMethod]
    [Description("By hand: the mean square of 1 and 7 is 25.")]
    public void PixelNorm_Features_HaveAMeanSquareOfOne()
    {
        using var scope = NewDisposeScope();
        using var layer = new PixelNorm();

        var y = layer.Run(tensor(new[] { 1f, 3, 7, 0 }, [1, 2, 1, 2]), Mode.Train).Floats();

        CollectionAssert.AreEqual(new[] { 0.2f, (float)Math.Sqrt(2), 1.4f, 0 }, y, new Near(1e-6f));
    }

    [TestMethod]
    [Description("By hand: deviations over the batch of 1 and 3, and of 5 and 5, are 1 and sqrt(1e-8); their mean is 0.50005.")]
    public void MinibatchStdev_WholeBatch_AddsTheMeanDeviation()
    {
        using var scope = NewDisposeScope();
        using var layer = new MinibatchStdev();

        var y = layer.Run(tensor(new[] { 1f, 5, 3, 5 }, [2, 2, 1, 1]), Mode.Train);

        CollectionAssert.AreEqual(new long[] { 2, 3, 1, 1 }, y.shape);
        CollectionAssert.AreEqual(new[] { 1f, 5, 0.50005f, 3, 5, 0.50005f }, y.Floats(), new Near(1e-6f));
    }

    [TestMethod]
    [Description("By hand: one image differs from nothing, and the root of 1e-8 is 1e-4.")]
    public void MinibatchStdev_OneImage_AddsTheRootOfEpsilon()
    {
        using var scope = NewDisposeScope();
        using var layer = new MinibatchStdev();

        Assert.AreEqual(1e-4, layer.Run(ones(1, 1, 1, 1), Mode.Train).Floats()[1], 1e-9);
    }

    [TestMethod]
    [Description(
        "By hand: in groups of 2 of 4 images, the first goes with the third: 0 and 4, deviation 2; 1 and 7, deviation 3. In inference mode all 4 are one "
        + "group, with a mean of 3 and a variance of (9 + 4 + 1 + 16) / 4.")]
    public void MinibatchStdev_Groups_ComparesWithinThem()
    {
        using var scope = NewDisposeScope();
        using var layer = new MinibatchStdev(2);

        var y = layer.Run(tensor(new[] { 0f, 1, 4, 7 }, [4, 1, 1, 1]), Mode.Train).Floats();

        CollectionAssert.AreEqual(new[] { 0f, 2, 1, 3, 4, 2, 7, 3 }, y, new Near(1e-6f));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => layer.Run(ones(3, 1, 1, 1), Mode.Train)).Message, "found 3 images");
        Assert.AreEqual(Math.Sqrt(7.5), layer.Run(tensor(new[] { 0f, 1, 4, 7 }, [4, 1, 1, 1]), Mode.Inference).Floats()[1], 1e-6);
    }

    [TestMethod]
    [Description("By hand: sqrt(2 / 8) of weights of 3 is 1.5; two inputs of 2 and a 2x2 kernel give 8 times 2 times 1.5.")]
    public void EqualizedConv2d_Weights_AreScaledByHesConstant()
    {
        using var scope = NewDisposeScope();
        using var layer = new EqualizedConv2d(2, 1, 2);
        Fill(layer, 3);

        var y = layer.Run(full([1, 2, 2, 2], 2f), Mode.Train).Floats();

        Assert.AreEqual(24, y[0], 1e-5);   // the others look over the border
    }

    [TestMethod]
    [Description("By hand: a gain of 1 over sqrt(4), times 3 and 4 inputs of 1, is 6.")]
    public void EqualizedLinear_Weights_AreScaledByTheirGain()
    {
        using var scope = NewDisposeScope();
        using var layer = new EqualizedLinear(4, 1, gain: 1);
        Fill(layer, 3);

        Assert.AreEqual(6, layer.Run(ones(1, 4), Mode.Train).Floats()[0], 1e-6);
    }

    [TestMethod]
    [Description("By hand: over the rows of the kernel 3 and 4 have norm 5, and become 0.6 and 0.8; 0.3 and 0.4 stay. A norm over all would be above 5.")]
    public void MaxNorm_Convolution_HoldsTheNormOverTheRows()
    {
        using var scope = NewDisposeScope();
        var weight = tensor(new[] { 3f, 0.3f, 4, 0.4f }, [1, 1, 2, 2]);

        MaxNorm.Apply([weight], 1);

        CollectionAssert.AreEqual(new[] { 0.6f, 0.3f, 0.8f, 0.4f }, weight.Floats(), new Near(1e-6f));
    }

    [TestMethod]
    [Description("By hand: one norm an output. A bias, and the weights of a single score, are left.")]
    public void MaxNorm_Dense_HoldsTheNormOfEachOutput()
    {
        using var scope = NewDisposeScope();
        var (weight, bias, score) = (tensor(new[] { 3f, 4, 0.3f, 0.4f }, [2, 2]), tensor(new[] { 9f, 9 }), tensor(new[] { 3f, 4 }, [1, 2]));

        MaxNorm.Apply([weight, bias, score], 1);

        CollectionAssert.AreEqual(new[] { 0.6f, 0.8f, 0.3f, 0.4f }, weight.Floats(), new Near(1e-6f));
        CollectionAssert.AreEqual(new[] { 9f, 9, 3, 4 }, cat([bias, score.flatten()]).Floats());
    }

    private static void Fill(Module layer, float value)
    {
        using var plain = no_grad();
        layer.get_parameter("weight")!.fill_(value);
    }

    private sealed class Near(float tolerance) : System.Collections.IComparer
    {
        public int Compare(object? x, object? y) => Math.Abs((float)x! - (float)y!) <= tolerance ? 0 : 1;
    }
}
