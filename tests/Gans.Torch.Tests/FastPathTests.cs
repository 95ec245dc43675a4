using Gans.Torch.Door;

namespace Gans.Torch.Tests;

/// <summary>Every fast form against the plain operator of libtorch that it stands for.</summary>
[TestClass]
public sealed class FastPathTests
{
    /// <summary>Of the greatest value: sums of up to a thousand products in another order, each rounded to 2^-24.</summary>
    private const double Tolerance = 1e-5;

    private static readonly Operator Conv2d = new("conv2d");
    private static readonly Operator ConvTranspose2d = new("conv_transpose2d", "input");

    public static IEnumerable<object[]> TransposedCases =>
    [
        //  in, out, size, kernel, stride, padding, output padding
        [3L, 5L, 7L, 4L, 2L, 1L, 0L],
        [4L, 2L, 5L, 3L, 2L, 0L, 0L],
        [4L, 2L, 5L, 3L, 2L, 1L, 1L],
        [2L, 3L, 6L, 5L, 2L, 1L, 0L],
        [2L, 3L, 6L, 5L, 1L, 2L, 0L],
        [1L, 1L, 2L, 1L, 2L, 0L, 1L],
    ];

    public static IEnumerable<object[]> ConvolutionCases =>
    [
        //  in, out, size, kernel, stride, padding
        [8L, 1L, 9L, 7L, 1L, 3L],
        [8L, 3L, 9L, 7L, 1L, 3L],
        [8L, 2L, 9L, 5L, 1L, 2L],
        [8L, 1L, 9L, 7L, 1L, 0L],
        [3L, 20L, 9L, 3L, 2L, 1L],
        [8L, 1L, 9L, 3L, 2L, 1L],
    ];

    [TestMethod]
    [DynamicData(nameof(TransposedCases))]
    public void ConvTranspose2d_OnCpu_EqualsPlainInValueAndGradients(long inputs, long outputs, long size, long kernel, long stride, long padding, long outputPadding)
    {
        using var scope = new TensorScope();
        TorchRandom.Seed(3);
        var x = Leaf(2, inputs, size, size);
        var weight = Leaf(inputs, outputs, kernel, kernel);
        var bias = Leaf(outputs);

        var fast = x.ConvTranspose2d(weight, bias, stride, padding, outputPadding);
        var plain = ConvTranspose2d.Call(x, weight, bias, new[] { stride, stride }, new[] { padding, padding }, new[] { outputPadding, outputPadding });

        AssertEqualWithGradients(plain, fast, [x, weight, bias]);
    }

    [TestMethod]
    [DynamicData(nameof(ConvolutionCases))]
    public void Conv2d_OnCpu_EqualsPlainInValueAndGradients(long inputs, long outputs, long size, long kernel, long stride, long padding)
    {
        using var scope = new TensorScope();
        TorchRandom.Seed(4);
        var x = Leaf(2, inputs, size, size);
        var weight = Leaf(outputs, inputs, kernel, kernel);
        var bias = Leaf(outputs);

        var fast = x.Conv2d(weight, bias, stride, padding);
        var plain = Conv2d.Call(x, weight, bias, new[] { stride, stride }, new[] { padding, padding });

        AssertEqualWithGradients(plain, fast, [x, weight, bias]);
    }

    [TestMethod]
    [Description("The second-order gradient that a gradient penalty takes through the network.")]
    public void ConvTranspose2d_OnCpu_EqualsPlainInSecondOrder()
    {
        using var scope = new TensorScope();
        TorchRandom.Seed(5);
        var x = Leaf(2, 3, 5, 5);
        var weight = Leaf(3, 4, 4, 4);

        var fast = Penalty(x.ConvTranspose2d(weight, null, stride: 2, padding: 1), x, weight);
        var plain = Penalty(ConvTranspose2d.Call(x, weight, Argument.None, new[] { 2L, 2L }, new[] { 1L, 1L }), x, weight);

        AssertEqual(plain, fast);

        static Tensor Penalty(Tensor y, Tensor x, Tensor weight)
        {
            var gradient = Autograd.Gradients([y.Square().Sum()], [x], createGraph: true)[0];
            return Autograd.Gradients([gradient.Square().Sum()], [weight])[0];
        }
    }

    [TestMethod]
    public void ConvTranspose2d_WithoutGraph_LeavesNothingBehind()
    {
        var before = TorchRuntime.LiveTensorCount;
        using (new TensorScope())
        {
            var x = Leaf(2, 3, 5, 5);
            var weight = Leaf(3, 4, 4, 4);
            Autograd.Backward(x.ConvTranspose2d(weight, null, stride: 2, padding: 1).Sum());
        }

        Assert.AreEqual(before, TorchRuntime.LiveTensorCount);
    }

    [TestMethod]
    [Description("Share kept 0.6 with deviation sqrt(0.24 / 100,000) = 0.0015: four of them. Kept elements are 1 / 0.6.")]
    public void Dropout_OnCpu_DropsTheRateAndKeepsTheMean()
    {
        using var scope = new TensorScope();
        TorchRandom.Seed(6);

        var values = Tensor.Ones([100, 1000]).Dropout(0.4).ToArray<float>();

        Assert.AreEqual(0.6, values.Count(value => value != 0) / 100_000.0, 0.006);
        Assert.IsTrue(values.All(value => value is 0 or > 1.66666f and < 1.66668f));
    }

    [TestMethod]
    public void Dropout_OfCountNotDivisibleByFour_KeepsTheShape()
    {
        using var scope = new TensorScope();

        Assert.AreEqual(new Shape(3, 7), Tensor.Ones([3, 7]).Dropout(0.5).Shape);
        CollectionAssert.AreEqual(new[] { 1f, 1, 1 }, Tensor.Ones([3]).Dropout(0).ToArray<float>());
    }

    [TestMethod]
    [Description("The gradient of dropout is its mask: the same elements, the same factor.")]
    public void Dropout_Gradient_IsTheMask()
    {
        using var scope = new TensorScope();
        var x = Leaf(1000);
        var y = x.Dropout(0.5);

        var gradient = Autograd.Gradients([y.Sum()], [x])[0];

        AssertEqual(y, x * gradient);
    }

    private static Tensor Leaf(params long[] shape)
    {
        var tensor = Tensor.RandomNormal(shape);
        tensor.RequiresGrad = true;
        return tensor;
    }

    private static void AssertEqualWithGradients(Tensor plain, Tensor fast, Tensor[] leaves)
    {
        Assert.AreEqual(plain.Shape, fast.Shape);
        AssertEqual(plain, fast);
        var direction = Tensor.RandomNormal(plain.Shape.Sizes);
        var expected = Autograd.Gradients([plain], leaves, [direction]);
        var actual = Autograd.Gradients([fast], leaves, [direction]);
        for (var i = 0; i < leaves.Length; i++)
        {
            AssertEqual(expected[i], actual[i]);
        }
    }

    private static void AssertEqual(Tensor expected, Tensor actual) =>
        Assert.IsLessThan(Tolerance, (expected - actual).Abs().Max([]).Item() / expected.Abs().Max([]).Item());
}
