using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

[TestClass]
public sealed class LayerTests
{
    [TestMethod]
    [Description("By hand: 1, 2, 3 and 6 have mean 3 and biased variance 3.5; the unbiased one is 14 / 3.")]
    public void BatchNorm_InTraining_NormalisesByTheBatchAndMovesAHundredth()
    {
        using var scope = NewDisposeScope();
        using var layer = new BatchNorm(1, debias: false);
        var x = tensor(new[] { 1f, 2, 3, 6 }, [4, 1]);

        var y = layer.Run(x, Mode.Train).Floats();

        Assert.AreEqual((1 - 3) / Math.Sqrt(3.5 + 1e-3), y[0], 1e-6);
        var state = layer.NamedState().ToDictionary(entry => entry.Name, entry => entry.Value.Number(), StringComparer.Ordinal);
        Assert.AreEqual(0.03, state["running_mean"], 1e-7);
        Assert.AreEqual(0.99 + (0.01 * 14 / 3), state["running_variance"], 1e-6);
    }

    [TestMethod]
    [Description("By hand: the first batch is all of the statistics; after two, they weigh 0.99 and 1 of 1.99.")]
    public void BatchNorm_InTraining_LeavesOutWhatItStartedFrom()
    {
        using var scope = NewDisposeScope();
        using var layer = new BatchNorm(1);

        layer.Run(tensor(new[] { 1f, 2, 3, 6 }, [4, 1]), Mode.Train);

        Assert.AreEqual((3.0, 14.0 / 3), Statistics(layer), new Close(1e-6));

        layer.Run(tensor(new[] { 5f, 5, 9, 9 }, [4, 1]), Mode.Train);

        Assert.AreEqual((((0.99 * 3) + 7) / 1.99, ((0.99 * 14 / 3) + (16.0 / 3)) / 1.99), Statistics(layer), new Close(1e-5));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    [Description("By hand: standing statistics are the plain mean of the batches since, whatever was there before; running ones move on from them.")]
    public void BatchNorm_Standing_CountsEachBatchTheSame(bool debias)
    {
        using var scope = NewDisposeScope();
        using var layer = new BatchNorm(1, debias: debias);
        layer.Run(tensor(new[] { 100f, 300 }, [2, 1]), Mode.Train);

        layer.StandStatistics();
        layer.Run(tensor(new[] { 1f, 3 }, [2, 1]), Mode.Train);
        layer.Run(tensor(new[] { 4f, 4 }, [2, 1]), Mode.Train);
        layer.Run(tensor(new[] { 0f, 12 }, [2, 1]), Mode.Train);

        Assert.AreEqual((4.0, 74.0 / 3), Statistics(layer), new Close(1e-5));

        layer.RunStatistics();
        layer.Run(tensor(new[] { 4f, 4 }, [2, 1]), Mode.Train);

        Assert.AreEqual(4.0, Statistics(layer).Item1, 1e-5);
        Assert.IsLessThan(74.0 / 3, Statistics(layer).Item2);
    }

    [TestMethod]
    public void BatchNorm_InInference_UsesTheRunningStatistics()
    {
        using var scope = NewDisposeScope();
        using var layer = new BatchNorm(1);

        var y = layer.Run(tensor(new[] { 5f, 7 }, [2, 1]), Mode.Inference).Floats();

        Assert.AreEqual(5 / Math.Sqrt(1.001), y[0], 1e-6);
    }

    [TestMethod]
    public void BatchNorm_FrozenInTraining_NormalisesByTheBatchAndStaysAsItIs()
    {
        using var scope = NewDisposeScope();
        using var layer = new BatchNorm(1);
        using var frozen = layer.Frozen();

        var y = layer.Run(tensor(new[] { 1f, 2, 3, 6 }, [4, 1]), Mode.Train).Floats();

        Assert.AreEqual((1 - 3) / Math.Sqrt(3.5 + 1e-3), y[0], 1e-6);
        Assert.AreEqual(0.0, layer.NamedState().Single(entry => entry.Name == "running_mean").Value.Number());
    }

    [TestMethod]
    [Description("40% of 100,000 have a deviation of 155; five of them bound it. Survivors are 1 / 0.6.")]
    public void Dropout_InTraining_DropsItsShareAndScalesTheRest()
    {
        using var scope = NewDisposeScope();
        using var layer = Dropout(0.4);
        manual_seed(7);

        var y = layer.Run(ones(100, 1000), Mode.Train).Floats();

        Assert.AreEqual(40_000, y.Count(value => value == 0), 775);
        Assert.IsTrue(y.All(value => value == 0 || Math.Abs(value - (1 / 0.6)) < 1e-6));
    }

    [TestMethod]
    [DataRow(1.0)]
    [DataRow(-0.1)]
    [DataRow(double.NaN)]
    public void Dropout_RateOutsideItsRange_Throws(double rate)
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Dropout(rate));
    }

    [TestMethod]
    public void Dropout_InInference_ChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var layer = Dropout(0.4);

        CollectionAssert.AreEqual(new[] { 1f, 2, 3 }, layer.Run(tensor(new[] { 1f, 2, 3 }, [1, 3]), Mode.Inference).Floats());
    }

    [TestMethod]
    public void Embedding_ByDefault_IsUniformWithinATwentieth()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var layer = Embedding(10, 50);

        var rows = layer.Run(tensor(new[] { 3L, 3, 9 }, [3]), Mode.Inference).Floats().Chunk(50).ToArray();

        CollectionAssert.AreEqual(rows[0], rows[1]);
        CollectionAssert.AreNotEqual(rows[0], rows[2]);
        Assert.IsTrue(rows.All(row => row.All(value => Math.Abs(value) <= 0.05)));
    }

    [TestMethod]
    public void LeakyRelu_Negative_IsScaledBySlope()
    {
        using var layer = LeakyReLU(0.2);

        LayerValues.AreEqual([[-0.2f, 0, 3]], layer.Run([[-1, 0, 3]]), 1e-7);
    }

    [TestMethod]
    [Description("Values from a table of the hyperbolic tangent and the logistic function.")]
    public void ReluTanhSigmoid_KnownValues()
    {
        using var relu = ReLU();
        using var tanh = Tanh();
        using var sigmoid = Sigmoid();

        LayerValues.AreEqual([[0, 2]], relu.Run([[-2, 2]]));
        LayerValues.AreEqual([[-0.9640276f, 0.4621172f]], tanh.Run([[-2, 0.5f]]), 1e-6);
        LayerValues.AreEqual([[0.1192029f, 0.5f]], sigmoid.Run([[-2, 0]]), 1e-6);
    }

    [TestMethod]
    public void Pools_OddSize_LeaveTheLastRowOut()
    {
        using var max = MaxPool2d(2);
        using var mean = AvgPool2d(2);
        float[][] image = [[1, 2, 9], [3, 4, 9], [9, 9, 9]];

        LayerValues.AreEqual([[4]], max.Run(image));
        LayerValues.AreEqual([[2.5f]], mean.Run(image));
    }

    [TestMethod]
    public void GlobalAveragePool_TwoChannels_GivesTheirMeans()
    {
        using var scope = NewDisposeScope();
        using var layer = new GlobalAveragePool2d();

        var y = layer.Run(tensor(new[] { 1f, 2, 3, 6, 0, 0, 0, 4 }, [1, 2, 2, 2]), Mode.Inference);

        Assert.AreEqual("[1, 2]", y.shape.Text());
        CollectionAssert.AreEqual(new[] { 3f, 1 }, y.Floats());
    }

    [TestMethod]
    public void FlattenThenReshape_ComesBackEqual()
    {
        using var scope = NewDisposeScope();
        using var network = new Sequential { { "there", Flatten() }, { "back", new Reshape(2, 3, 1) } };
        var x = tensor(LayerValues.UpTo(12), [2, 2, 3, 1]);

        var y = network.Run(x, Mode.Inference);

        Assert.AreEqual(x.shape.Text(), y.shape.Text());
        CollectionAssert.AreEqual(x.Floats(), y.Floats());
    }

    [TestMethod]
    public void PRelu_OfTwoChannels_HasASlopeEach()
    {
        using var scope = NewDisposeScope();
        using var layer = new PRelu(2);
        using var plain = no_grad();
        layer.NamedState().Single().Value.copy_(tensor(new[] { 0.5f, -2 }));

        var y = layer.Run(tensor(new[] { 1f, -1, 3, -3 }, [1, 2, 1, 2]), Mode.Inference).Floats();

        CollectionAssert.AreEqual(new[] { 1f, -0.5f, 3, 6 }, y);
    }

    [TestMethod]
    [Description("Five columns by windows of two: the third window holds the last column alone.")]
    public void MaxPool2d_RoundedUp_KeepsWhatIsLeftOver()
    {
        using var scope = NewDisposeScope();
        using var layer = MaxPool2d(2, 2, ceil_mode: true);

        var y = layer.Run(tensor(new[] { 1f, 2, 4, 3, -5 }, [1, 1, 1, 5]), Mode.Inference);

        Assert.AreEqual("[1, 1, 1, 3]", y.shape.Text());
        CollectionAssert.AreEqual(new[] { 2f, 4, -5 }, y.Floats());
    }

    private static (double Mean, double Variance) Statistics(BatchNorm layer)
    {
        var state = layer.NamedState().ToDictionary(entry => entry.Name, entry => entry.Value.Number(), StringComparer.Ordinal);
        return (state["running_mean"], state["running_variance"]);
    }

    private sealed class Close(double tolerance) : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) => Math.Abs(x.Item1 - y.Item1) <= tolerance && Math.Abs(x.Item2 - y.Item2) <= tolerance;

        public int GetHashCode((double, double) pair) => 0;
    }
}
