using Gans.Models.Layers;
using Gans.Torch;

namespace Gans.Models.Tests;

[TestClass]
public sealed class LayerTests
{
    [TestMethod]
    [Description("By hand: 1, 2, 3 and 6 have mean 3 and biased variance 3.5; the unbiased one is 14 / 3.")]
    public void BatchNorm_InTraining_NormalisesByTheBatchAndMovesAHundredth()
    {
        using var scope = new TensorScope();
        using var layer = new BatchNorm(1, debias: false);
        var x = Tensor.From([1f, 2, 3, 6], 4, 1);

        var y = layer.Forward(x, Mode.Train).ToArray<float>();

        Assert.AreEqual((1 - 3) / Math.Sqrt(3.5 + 1e-3), y[0], 1e-6);
        var state = layer.NamedState().ToDictionary(entry => entry.Name, entry => entry.Value.Item(), StringComparer.Ordinal);
        Assert.AreEqual(0.03, state["running_mean"], 1e-7);
        Assert.AreEqual(0.99 + (0.01 * 14 / 3), state["running_variance"], 1e-6);
    }

    [TestMethod]
    [Description("By hand: the first batch is all of the statistics; after two, they weigh 0.99 and 1 of 1.99.")]
    public void BatchNorm_InTraining_LeavesOutWhatItStartedFrom()
    {
        using var scope = new TensorScope();
        using var layer = new BatchNorm(1);

        layer.Forward(Tensor.From([1f, 2, 3, 6], 4, 1), Mode.Train);

        Assert.AreEqual((3.0, 14.0 / 3), Statistics(layer), new Close(1e-6));

        layer.Forward(Tensor.From([5f, 5, 9, 9], 4, 1), Mode.Train);

        Assert.AreEqual((((0.99 * 3) + 7) / 1.99, ((0.99 * 14 / 3) + (16.0 / 3)) / 1.99), Statistics(layer), new Close(1e-5));
    }

    [TestMethod]
    public void BatchNorm_InInference_UsesTheRunningStatistics()
    {
        using var scope = new TensorScope();
        using var layer = new BatchNorm(1);

        var y = layer.Forward(Tensor.From([5f, 7], 2, 1), Mode.Inference).ToArray<float>();

        Assert.AreEqual(5 / Math.Sqrt(1.001), y[0], 1e-6);
    }

    [TestMethod]
    public void BatchNorm_FrozenInTraining_NormalisesByTheBatchAndStaysAsItIs()
    {
        using var scope = new TensorScope();
        using var layer = new BatchNorm(1);
        using var frozen = layer.Freeze();

        var y = layer.Forward(Tensor.From([1f, 2, 3, 6], 4, 1), Mode.Train).ToArray<float>();

        Assert.AreEqual((1 - 3) / Math.Sqrt(3.5 + 1e-3), y[0], 1e-6);
        Assert.AreEqual(0.0, layer.NamedState().Single(entry => entry.Name == "running_mean").Value.Item());
    }

    [TestMethod]
    [Description("40% of 100,000 have a deviation of 155; five of them bound it. Survivors are 1 / 0.6.")]
    public void Dropout_InTraining_DropsItsShareAndScalesTheRest()
    {
        using var scope = new TensorScope();
        using var layer = new Dropout(0.4);
        TorchRandom.Seed(7);

        var y = layer.Forward(Tensor.Ones([100, 1000]), Mode.Train).ToArray<float>();

        Assert.AreEqual(40_000, y.Count(value => value == 0), 775);
        Assert.IsTrue(y.All(value => value == 0 || Math.Abs(value - (1 / 0.6)) < 1e-6));
    }

    [TestMethod]
    public void Dropout_InInference_ChangesNothing()
    {
        using var scope = new TensorScope();
        using var layer = new Dropout(0.4);

        CollectionAssert.AreEqual(new[] { 1f, 2, 3 }, layer.Forward(Tensor.From([1f, 2, 3], 1, 3), Mode.Inference).ToArray<float>());
    }

    [TestMethod]
    public void Dropout_RateOfOne_Throws()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Dropout(1));
    }

    [TestMethod]
    public void Embedding_ByDefault_IsUniformWithinATwentieth()
    {
        using var scope = new TensorScope();
        TorchRandom.Seed(3);
        using var layer = new Embedding(10, 50);

        var rows = layer.Forward(Tensor.From([3L, 3, 9], 3), Mode.Inference).ToArray<float>().Chunk(50).ToArray();

        CollectionAssert.AreEqual(rows[0], rows[1]);
        CollectionAssert.AreNotEqual(rows[0], rows[2]);
        Assert.IsTrue(rows.All(row => row.All(value => Math.Abs(value) <= 0.05)));
    }

    [TestMethod]
    public void LeakyRelu_Negative_IsScaledBySlope()
    {
        using var layer = new LeakyRelu(0.2);

        LayerValues.AreEqual([[-0.2f, 0, 3]], layer.Run([[-1, 0, 3]]), 1e-7);
    }

    [TestMethod]
    [Description("Values from a table of the hyperbolic tangent and the logistic function.")]
    public void ReluTanhSigmoid_KnownValues()
    {
        using var relu = new Relu();
        using var tanh = new Tanh();
        using var sigmoid = new Sigmoid();

        LayerValues.AreEqual([[0, 2]], relu.Run([[-2, 2]]));
        LayerValues.AreEqual([[-0.9640276f, 0.4621172f]], tanh.Run([[-2, 0.5f]]), 1e-6);
        LayerValues.AreEqual([[0.1192029f, 0.5f]], sigmoid.Run([[-2, 0]]), 1e-6);
    }

    [TestMethod]
    public void Pools_OddSize_LeaveTheLastRowOut()
    {
        using var max = new MaxPool2d();
        using var mean = new AveragePool2d();
        float[][] image = [[1, 2, 9], [3, 4, 9], [9, 9, 9]];

        LayerValues.AreEqual([[4]], max.Run(image));
        LayerValues.AreEqual([[2.5f]], mean.Run(image));
    }

    [TestMethod]
    public void GlobalAveragePool_TwoChannels_GivesTheirMeans()
    {
        using var scope = new TensorScope();
        using var layer = new GlobalAveragePool2d();

        var y = layer.Forward(Tensor.From([1f, 2, 3, 6, 0, 0, 0, 4], 1, 2, 2, 2), Mode.Inference);

        Assert.AreEqual(new Shape(1, 2), y.Shape);
        CollectionAssert.AreEqual(new[] { 3f, 1 }, y.ToArray<float>());
    }

    [TestMethod]
    public void FlattenThenReshape_ComesBackEqual()
    {
        using var scope = new TensorScope();
        using var network = new Sequential { { "there", new Flatten() }, { "back", new Reshape(2, 3, 1) } };
        var x = Tensor.From(LayerValues.UpTo(12), 2, 2, 3, 1);

        var y = network.Forward(x, Mode.Inference);

        Assert.AreEqual(x.Shape, y.Shape);
        CollectionAssert.AreEqual(x.ToArray<float>(), y.ToArray<float>());
    }

    [TestMethod]
    public void PRelu_OfTwoChannels_HasASlopeEach()
    {
        using var scope = new TensorScope();
        using var layer = new PRelu(2);
        layer.LoadState([("alpha", Tensor.From([0.5f, -2], 2))]);

        var y = layer.Forward(Tensor.From([1f, -1, 3, -3], 1, 2, 1, 2), Mode.Inference).ToArray<float>();

        CollectionAssert.AreEqual(new[] { 1f, -0.5f, 3, 6 }, y);
    }

    [TestMethod]
    [Description("Five columns by windows of two: the third window holds the last column alone.")]
    public void MaxPool2d_RoundedUp_KeepsWhatIsLeftOver()
    {
        using var scope = new TensorScope();
        using var layer = new MaxPool2d(2, 2, roundUp: true);

        var y = layer.Forward(Tensor.From([1f, 2, 4, 3, -5], 1, 1, 1, 5), Mode.Inference);

        Assert.AreEqual(new Shape(1, 1, 1, 3), y.Shape);
        CollectionAssert.AreEqual(new[] { 2f, 4, -5 }, y.ToArray<float>());
    }

    private static (double Mean, double Variance) Statistics(BatchNorm layer)
    {
        var state = layer.NamedState().ToDictionary(entry => entry.Name, entry => entry.Value.Item(), StringComparer.Ordinal);
        return (state["running_mean"], state["running_variance"]);
    }

    private sealed class Close(double tolerance) : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) => Math.Abs(x.Item1 - y.Item1) <= tolerance && Math.Abs(x.Item2 - y.Item2) <= tolerance;

        public int GetHashCode((double, double) pair) => 0;
    }
}
