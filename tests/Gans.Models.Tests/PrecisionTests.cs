using Gans.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

/// <summary>Convolutions that multiply in bfloat16, against those in Float32 on values rounded to it beforehand.</summary>
[TestClass]
public sealed class PrecisionTests
{
    private const double Digits = 1.0 / 128;   // of a result, which is rounded to 8 binary digits

    public static IEnumerable<object[]> Layers =>
    [
        ["SameConv 3x3 stride 2", () => new SameConv2d(4, 8, 3, 2)],
        ["SameConv 7x7 to one channel", () => new SameConv2d(4, 1, 7)],
        ["ValidConv 3x3", () => new ValidConv2d(4, 8, 3)],
        ["SameConvTranspose 4x4", () => new SameConvTranspose2d(4, 8, 4, 2)],
        ["ValidConvTranspose 3x3", () => new ValidConvTranspose2d(4, 8, 3, 2)],
    ];

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Bfloat16_OfLayer_RoundsWhatItMultipliesAndNothingElse(string name, Func<KernelLayer> create)
    {
        Assert.IsNotNull(name);
        using var scope = NewDisposeScope();
        manual_seed(17);
        using var layer = create();
        var x = randn(2, 4, 8, 8);
        var exact = layer.Run(x, Mode.Inference).Floats();
        layer.UsePrecision(Precision.Bfloat16);
        var actual = layer.Run(x, Mode.Inference);
        layer.UsePrecision(Precision.Float32);
        using (no_grad())
        {
            layer.parameters().First().copy_(Rounded(layer.parameters().First()));
        }

        var expected = layer.Run(Rounded(x), Mode.Inference).Floats();

        Assert.AreEqual(ScalarType.Float32, actual.dtype);
        AreClose(expected, actual.Floats());
        CollectionAssert.AreNotEqual(exact, actual.Floats());
    }

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Bfloat16_Gradients_AreFloat32AndThoseOfFloat32ButForRounding(string name, Func<KernelLayer> create)
    {
        Assert.IsNotNull(name);
        using var scope = NewDisposeScope();
        manual_seed(19);
        using var layer = create();
        var x = randn(2, 4, 8, 8).requires_grad_(true);
        var expected = Gradients(layer, x);
        layer.UsePrecision(Precision.Bfloat16);

        var actual = Gradients(layer, x);

        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(ScalarType.Float32, actual[i].dtype);
            var difference = (actual[i] - expected[i]).norm().item<float>() / expected[i].norm().item<float>();
            Assert.IsLessThan(4 * Digits, difference, $"input {i}");
        }
    }

    [TestMethod]
    [Description("WGAN-GP trains a penalty of a gradient.")]
    public void Bfloat16_GradientOfAGradient_IsThatOfFloat32ButForRounding()
    {
        using var scope = NewDisposeScope();
        manual_seed(23);
        using var network = new Sequential { { "down", new SameConv2d(2, 8, 3, 2), LeakyReLU(0.2) }, { "last", new SameConv2d(8, 4, 3) } };
        var x = randn(3, 2, 8, 8).requires_grad_(true);
        var expected = Penalty();
        network.UsePrecision(Precision.Bfloat16);

        var actual = Penalty();

        Assert.IsLessThan(8 * Digits, (actual - expected).norm().item<float>() / expected.norm().item<float>());

        Tensor Penalty()
        {
            var slope = autograd.grad([network.Run(x, Mode.Train).square().sum()], [x], retain_graph: true, create_graph: true)[0];
            return autograd.grad([slope.square().sum()], [network.parameters().First()])[0];
        }
    }

    [TestMethod]
    public void UsePrecision_OfANetwork_ReachesEveryConvolution()
    {
        using var network = new Sequential
        {
            { "first", new SameConv2d(1, 2, 3), ReLU() },
            { "branches", new Branches { { "one", new SameConv2d(2, 2, 1) } } },
        };

        network.UsePrecision(Precision.Bfloat16);

        Assert.IsTrue(network.modules().OfType<KernelLayer>().Select(static layer => layer.Precision).SequenceEqual([Precision.Bfloat16, Precision.Bfloat16]));
    }

    private static Tensor[] Gradients(KernelLayer layer, Tensor x)
    {
        Tensor[] inputs = [x, .. layer.parameters()];
        return [.. autograd.grad([layer.Run(x, Mode.Train).square().sum()], inputs)];
    }

    private static Tensor Rounded(Tensor x) => x.to_type(ScalarType.BFloat16).to_type(ScalarType.Float32);

    private static void AreClose(float[] expected, float[] actual)
    {
        var size = expected.Max(Math.Abs);
        Assert.HasCount(expected.Length, actual);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], Digits * size, $"element {i}");
        }
    }
}
