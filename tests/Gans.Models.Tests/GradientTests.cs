using Gans.Models.Layers;
using Gans.Torch;

namespace Gans.Models.Tests;

/// <summary>Gradients of whole layers against central differences.</summary>
[TestClass]
public sealed class GradientTests
{
    // In float32 a difference of 2e-2 around values near 1 is known to about 1e-7 / 2e-2; the curvature of these functions adds less than 1e-3.
    private const double Step = 1e-2;
    private const double Tolerance = 5e-3;

    public static IEnumerable<object[]> Layers =>
    [
        ["SameConv 3x3 stride 2", () => new SameConv2d(2, 3, 3, 2)],
        ["SameConv 4x4", () => new SameConv2d(2, 2, 4)],
        ["SameConv 7x7 to one channel", () => new SameConv2d(2, 1, 7)],
        ["ValidConv 3x3", () => new ValidConv2d(2, 3, 3)],
        ["SameConvTranspose 3x3", () => new SameConvTranspose2d(2, 3, 3, 2)],
        ["SameConvTranspose 4x4", () => new SameConvTranspose2d(2, 3, 4, 2)],
        ["SameConvTranspose 5x5", () => new SameConvTranspose2d(2, 3, 5, 2)],
        ["SameConvTranspose 1x1", () => new SameConvTranspose2d(2, 3, 1, 2)],
        ["BatchNorm", () => new BatchNorm(2)],
        ["UpSampling nearest", () => new UpSampling2d()],
        ["UpSampling asymmetric", () => new UpSampling2d(2, UpSampling.BilinearAsymmetric)],
        ["UpSampling half pixel", () => new UpSampling2d(2, UpSampling.BilinearHalfPixel)],
        ["AveragePool", () => new AveragePool2d()],
        ["Tanh", () => new Tanh()],
    ];

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Gradient_OfLayer_EqualsDifferences(string name, Func<Layer> create)
    {
        Assert.IsNotNull(name);
        using var scope = new TensorScope();
        TorchRandom.Seed(11);
        using var layer = create();
        var x = Tensor.RandomNormal([2, 2, 4, 4]);
        x.RequiresGrad = true;
        var output = layer.Forward(x, Mode.Train);
        var weights = Tensor.RandomNormal(output.Shape.Sizes);   // makes the sum tell the outputs apart
        Tensor[] inputs = [x, .. layer.Parameters()];

        var gradients = Autograd.Gradients([(output * weights).Sum()], inputs);

        for (var i = 0; i < inputs.Length; i++)
        {
            CheckSome(inputs[i], gradients[i], () => (layer.Forward(x, Mode.Train) * weights).Sum().Item());
        }
    }

    [TestMethod]
    [Description("Differences cannot cross the kink of a rectifier, so the plain activations are the reference. Each adds in the same order.")]
    public void Gradient_OfActivationsInPlace_EqualsThatOfPlainOnes()
    {
        using var scope = new TensorScope();
        TorchRandom.Seed(5);
        using var up = new SameConvTranspose2d(2, 3, 5, 2);
        using var norm = new BatchNorm(3);
        using var network = new Sequential { { "up", up, new LeakyRelu(0.2) }, { "norm", norm, new Relu() } };
        var x = Tensor.RandomNormal([2, 2, 4, 4]);
        x.RequiresGrad = true;
        var weights = Tensor.RandomNormal([2, 3, 8, 8]);
        Tensor[] inputs = [x, .. network.Parameters()];

        var actual = Autograd.Gradients([(network.Forward(x, Mode.Train) * weights).Sum()], inputs);
        var plain = norm.Forward(up.Forward(x, Mode.Train).LeakyRelu(0.2), Mode.Train).Relu();
        var expected = Autograd.Gradients([(plain * weights).Sum()], inputs);

        for (var i = 0; i < inputs.Length; i++)
        {
            var pairs = expected[i].ToArray<float>().Zip(actual[i].ToArray<float>());
            Assert.IsTrue(pairs.All(pair => Math.Abs(pair.First - pair.Second) < 1e-4), $"input {i}");
        }
    }

    private static void CheckSome(Tensor input, Tensor gradient, Func<double> value)
    {
        using var plain = Autograd.NoGrad();
        var expected = gradient.ToArray<float>();
        var start = input.ToArray<float>();
        for (var i = 0; i < start.Length; i += Math.Max(1, start.Length / 6))
        {
            var difference = (At(i, Step) - At(i, -Step)) / (2 * Step);
            Assert.AreEqual(difference, expected[i], Tolerance * Math.Max(1, Math.Abs(difference)), $"element {i}");
        }

        double At(int index, double change)
        {
            using var scope = new TensorScope();
            var moved = (float[])start.Clone();
            moved[index] += (float)change;
            input.CopyInPlace(Tensor.From(moved, moved.Length).Reshape(input.Shape.Sizes));
            var result = value();
            input.CopyInPlace(Tensor.From(start, start.Length).Reshape(input.Shape.Sizes));
            return result;
        }
    }
}
