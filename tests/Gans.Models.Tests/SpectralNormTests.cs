using Gans.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

[TestClass]
public sealed class SpectralNormTests
{
    [TestMethod]
    [Description("By hand: W = [[0, 2], [1, 0]], u = (3, 4) / 5. W'u = (4, 6) / 5, v = (4, 6) / sqrt 52; Wv = (12, 4) / sqrt 52, of length sqrt(160 / 52).")]
    public void SpectralLinear_OnePass_DividesByTheLengthOfItsIteration()
    {
        using var scope = NewDisposeScope();
        using var layer = new SpectralLinear(2, 2, bias: false);
        Set(layer, "weight", 0, 2, 1, 0);
        Set(layer, "norm.u", 0.6f, 0.8f);

        var y = layer.Run(tensor(new[] { 1f, 0, 0, 1 }, [2, 2]), Mode.Train).Floats();

        var sigma = Math.Sqrt(160.0 / 52);
        Close([0, 1 / sigma, 2 / sigma, 0], y);
        Close([12 / Math.Sqrt(160), 4 / Math.Sqrt(160)], Value(layer, "norm.u"));
    }

    [TestMethod]
    [Description("The singular values of diag(3, 1) in a rotated frame are 3 and 1.")]
    public void SpectralLinear_ManyPasses_HasAGreatestSingularValueOfOne()
    {
        using var scope = NewDisposeScope();
        using var layer = new SpectralLinear(2, 2, bias: false);
        var (cos, sin) = ((float)Math.Cos(0.7), (float)Math.Sin(0.7));
        Set(layer, "weight", 3 * cos, -sin, 3 * sin, cos);
        Set(layer, "norm.u", 0.6f, 0.8f);
        for (var pass = 0; pass < 20; pass++)
        {
            layer.Run(zeros(1, 2), Mode.Train);
        }

        var y = layer.Run(tensor(new[] { 1f, 0, 0, 1 }, [2, 2]), Mode.Inference).Floats();

        Close([cos, sin, -sin / 3, cos / 3], y);
    }

    [TestMethod]
    public void SpectralNorm_PassesThatTrainNothing_LeaveItsVectorAsItIs()
    {
        using var scope = NewDisposeScope();
        using var layer = new SpectralConv2d(2, 3, 3);
        var (x, before) = (randn(1, 2, 4, 4), Value(layer, "norm.u"));

        layer.Run(x, Mode.Inference);
        using (layer.Frozen())
        {
            layer.Run(x, Mode.Train);
        }

        using (no_grad())
        {
            layer.Run(x, Mode.Train);
        }

        CollectionAssert.AreEqual(before, Value(layer, "norm.u"));

        layer.Run(x, Mode.Train);

        CollectionAssert.AreNotEqual(before, Value(layer, "norm.u"));
    }

    [TestMethod]
    [Description("A 1x1 kernel is a matrix; a matrix of one column is a vector, divided by its length of 5.")]
    public void SpectralConv2dAndEmbedding_OfOneColumn_DivideByItsLength()
    {
        using var scope = NewDisposeScope();
        using var conv = new SpectralConv2d(1, 2, 1, bias: false);
        using var embedding = new SpectralEmbedding(2, 1, Initializer.Constant(0));
        Set(conv, "weight", 3, 4);
        Set(embedding, "weight", 3, 4);

        Close([0.6 * 10, 0.8 * 10], conv.Run(full([1, 1, 1, 1], 10f), Mode.Inference).Floats());
        Close([0.8, 0.6, 0.8], embedding.Run(tensor(new[] { 1L, 0, 1 }), Mode.Inference).Floats());
    }

    [TestMethod]
    [Description("With W = (3, 4)' the divided weight is (3, 4) / |W|; its first value moves by 0.64 / 5 with the first weight, by -0.48 / 5 with the second.")]
    public void SpectralLinear_Gradient_TakesTheNormAlong()
    {
        using var scope = NewDisposeScope();
        using var layer = new SpectralLinear(1, 2, bias: false);
        Set(layer, "weight", 3, 4);

        layer.Run(ones(1, 1), Mode.Train)[0, 0].backward();

        Close([0.64 / 5, -0.48 / 5], layer.parameters().Single().grad!.Floats());
    }

    private static void Set(Module layer, string name, params float[] values)
    {
        using var plain = no_grad();
        var value = layer.NamedState().Single(entry => entry.Name == name).Value;
        value.copy_(tensor(values, value.shape));
    }

    private static float[] Value(Module layer, string name) => layer.NamedState().Single(entry => entry.Name == name).Value.Floats();

    private static void Close(double[] expected, float[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], 1e-6 * Math.Max(1, Math.Abs(expected[i])), $"value {i}");
        }
    }
}
