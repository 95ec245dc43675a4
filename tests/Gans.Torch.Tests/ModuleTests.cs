namespace Gans.Torch.Tests;

[TestClass]
public sealed class ModuleTests
{
    [TestMethod]
    public void NamedState_OfNestedBlocks_AreDottedPathsParametersFirst()
    {
        using var network = Network();

        CollectionAssert.AreEqual(
            new[] { "first.scale", "second.scale", "second_scale.scale", "first.seen", "second.seen", "second_scale.seen" },
            network.NamedState().Select(entry => entry.Name).ToArray());
        Assert.AreEqual(9, network.TrainableParameterCount);
        Assert.AreEqual(12, network.ParameterCount);
    }

    [TestMethod]
    public void LoadState_OfEqualNetwork_CopiesTheValues()
    {
        using var scope = new TensorScope();
        using var source = Network();
        using var target = Network();
        source.Parameters()[0].UniformNoise();

        target.LoadState(source.NamedState());

        CollectionAssert.AreEqual(source.Parameters()[0].ToArray<float>(), target.Parameters()[0].ToArray<float>());
        Assert.AreNotSame(source.Parameters()[0], target.Parameters()[0]);
    }

    [TestMethod]
    public void LoadState_OfAnotherNetwork_NamesWhatDiffers()
    {
        using var scope = new TensorScope();
        using var network = Network();

        var unknown = Assert.ThrowsExactly<ShapeException>(() => network.LoadState([("third.scale", Tensor.Ones([3]))]));
        var shape = Assert.ThrowsExactly<ShapeException>(() => network.LoadState([("first.scale", Tensor.Ones([4]))]));
        var missing = Assert.ThrowsExactly<ShapeException>(() => network.LoadState([("first.scale", Tensor.Ones([3]))]));

        StringAssert.Contains(unknown.Message, "'third.scale' is not a part", StringComparison.Ordinal);
        StringAssert.Contains(shape.Message, "[4] in the file and [3]", StringComparison.Ordinal);
        StringAssert.Contains(missing.Message, "'second.scale' and 4 more", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Freeze_StopsGradientsAtTheParametersOnly()
    {
        using var scope = new TensorScope();
        using var network = Network();
        var x = Tensor.Ones([2, 3]);
        x.RequiresGrad = true;

        using (network.Freeze())
        {
            Assert.IsTrue(network.Forward(x, Mode.Train).RequiresGrad);
            Assert.IsTrue(network.Parameters().All(parameter => !parameter.RequiresGrad));
        }

        Assert.IsTrue(network.Parameters().All(parameter => parameter.RequiresGrad));
    }

    [TestMethod]
    public void Dispose_FreesTheState()
    {
        var before = TorchRuntime.LiveTensorCount;

        Network().Dispose();

        Assert.AreEqual(before, TorchRuntime.LiveTensorCount);
    }

    [TestMethod]
    [Description("In place or not, the activation after a layer whose output may change gives the same values, and the input stays as it is.")]
    public void Forward_WithInPlaceActivation_LeavesTheInputAlone()
    {
        using var scope = new TensorScope();
        using var network = new Sequential { { "a", new Halve() }, { "b", new Scale(3), new Halve() } };
        var x = Tensor.From([-2f, 4, 6], 1, 3);

        var y = network.Forward(x, Mode.Inference);

        CollectionAssert.AreEqual(new[] { -2f, 4, 6 }, x.ToArray<float>());
        CollectionAssert.AreEqual(new[] { -0.5f, 1, 1.5f }, y.ToArray<float>());
    }

    [TestMethod]
    [Description("Fans of a [4, 3, 5, 5] kernel: 75 in, 100 out. Glorot's limit is sqrt(6 / 175) = 0.18516; He's deviation sqrt(2 / 75) = 0.1633.")]
    public void Initializers_HaveTheirRangeAndDeviation()
    {
        using var scope = new TensorScope();
        TorchRandom.Seed(8);

        var glorot = Initializer.GlorotUniform.Create(75, 100, 100, 100).ToArray<float>();
        var he = Initializer.HeNormal.Create(75, 100, 100, 100).ToArray<float>();
        var normal = Initializer.Normal(0.02).Create(1, 1, 100, 100).ToArray<float>();
        var box = Initializer.Uniform(-0.05, 0.05).Create(1, 1, 100, 100).ToArray<float>();

        Assert.IsTrue(glorot.All(value => Math.Abs(value) <= 0.18517) && glorot.Max() > 0.185);
        Assert.AreEqual(0.1633, Deviation(he), 0.005);
        Assert.AreEqual(0.02, Deviation(normal), 0.0006);
        Assert.IsTrue(box.All(value => Math.Abs(value) <= 0.05f) && box.Max() > 0.0499);

        static double Deviation(float[] values) => Math.Sqrt(values.Average(value => (double)value * value));
    }

    private static Sequential Network() => new() { { "first", new Scale(3) }, { "second", new Scale(3), new Scale(3) } };

    /// <summary>Multiplies by a learnt vector of ones and counts nothing.</summary>
    private sealed class Scale : Layer
    {
        private readonly Tensor scale;

        public Scale(int size)
        {
            scale = AddParameter("scale", Tensor.Ones([size]));
            AddBuffer("seen", Tensor.Zeros([1]));
        }

        public override bool OutputMayChange => true;

        public override Tensor Forward(Tensor x, Mode mode) => x * scale;
    }

    /// <summary>Halves, in place where it may.</summary>
    private sealed class Halve : Layer, IInPlaceLayer
    {
        public override Tensor Forward(Tensor x, Mode mode) => x * 0.5;

        public void ForwardInPlace(Tensor x) => x.MultiplyInPlace(0.5);
    }
}

internal static class TensorTestExtensions
{
    /// <summary>Gives a parameter other values, outside the graph.</summary>
    public static void UniformNoise(this Tensor tensor)
    {
        using var plain = Autograd.NoGrad();
        tensor.UniformInPlace(0, 1);
    }
}
