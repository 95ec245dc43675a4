using Gans.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

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
        ["BatchNorm without scale and shift", () => new BatchNorm(2, scale: false, shift: false)],
        ["SpectralConv 3x3", () => Settled(new SpectralConv2d(2, 3, 3))],
        ["SpectralLinear", () => Settled(new SpectralLinear(4, 3))],
        ["SelfAttention", () => Settled(new Sequential { { "widen", new SpectralConv2d(2, 8, 1), WithGain(new SelfAttention2d(8)) } })],
        ["ConditionalBatchNorm of vectors", () => Settled(new Conditioned())],
        ["PixelNorm", () => new PixelNorm()],
        ["MinibatchStdev", () => new MinibatchStdev()],
        ["EqualizedConv 3x3", () => new EqualizedConv2d(2, 3, 3)],
        ["EqualizedLinear", () => new EqualizedLinear(4, 3)],
        ["EqualizedLinear, a share of the rate", () => new EqualizedLinear(4, 3, rate: 0.1)],
        ["EqualizedUpConv", () => new EqualizedUpConv2d(2, 3)],
        ["EqualizedDownConv", () => new EqualizedDownConv2d(2, 3)],
        ["Blur", () => new Blur2d()],
        ["AdaptiveInstanceNorm", () => new Styled()],
        ["NoiseInput", () => new Noisy()],
        ["LearnedConstant", () => new AddedConstant()],
        ["WeightedSum", () => new Faded()],
        ["UpSampling nearest", () => new UpSampling2d()],
        ["UpSampling asymmetric", () => new UpSampling2d(2, UpSampling.BilinearAsymmetric)],
        ["UpSampling half pixel", () => new UpSampling2d(2, UpSampling.BilinearHalfPixel)],
        ["AveragePool", () => AvgPool2d(2)],
        ["Tanh", () => Tanh()],
    ];

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Gradient_OfLayer_EqualsDifferences(string name, Func<Module<Tensor, Tensor>> create)
    {
        Assert.IsNotNull(name);
        using var scope = NewDisposeScope();
        manual_seed(11);
        using var layer = create();
        var x = randn(2, 2, 4, 4);
        x.requires_grad = true;
        var output = layer.Run(x, Mode.Train);
        var weights = randn(output.shape);   // makes the sum tell the outputs apart
        Tensor[] inputs = [x, .. layer.parameters()];

        var gradients = Gradients((output * weights).sum(), inputs);

        for (var i = 0; i < inputs.Length; i++)
        {
            CheckSome(inputs[i], gradients[i], () => (layer.Run(x, Mode.Train) * weights).sum().Number());
        }
    }

    [TestMethod]
    [Description("Differences cannot cross the kink of a rectifier, so the plain activations are the reference. Each adds in the same order.")]
    public void Gradient_OfActivationsInPlace_EqualsThatOfPlainOnes()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        using var up = new SameConvTranspose2d(2, 3, 5, 2);
        using var norm = new BatchNorm(3);
        using var network = new Sequential { { "up", up, LeakyReLU(0.2) }, { "norm", norm, ReLU() } };
        var x = randn(2, 2, 4, 4);
        x.requires_grad = true;
        var weights = randn(2, 3, 8, 8);
        Tensor[] inputs = [x, .. network.parameters()];

        var actual = Gradients((network.Run(x, Mode.Train) * weights).sum(), inputs);
        var plain = functional.relu(norm.Run(functional.leaky_relu(up.Run(x, Mode.Train), 0.2), Mode.Train));
        var expected = Gradients((plain * weights).sum(), inputs);

        for (var i = 0; i < inputs.Length; i++)
        {
            var pairs = expected[i].Floats().Zip(actual[i].Floats());
            Assert.IsTrue(pairs.All(pair => Math.Abs(pair.First - pair.Second) < 1e-4), $"input {i}");
        }
    }

    /// <summary>Lets power iterations end: then they add nothing to the gradient, as it assumes, and differences see the same.</summary>
    private static Module<Tensor, Tensor> Settled(Module<Tensor, Tensor> layer)
    {
        using var scope = NewDisposeScope();
        var x = randn(2, 2, 4, 4);
        for (var pass = 0; pass < 100; pass++)
        {
            layer.Run(x, Mode.Train);
        }

        return layer;
    }

    private static SelfAttention2d WithGain(SelfAttention2d layer)
    {
        using var plain = no_grad();
        layer.named_parameters().Single(entry => entry.name == "gain").parameter.fill_(0.7);
        return layer;
    }

    private static Tensor[] Gradients(Tensor output, Tensor[] inputs)
    {
        autograd.backward([output], inputs: inputs);
        return Array.ConvertAll(inputs, input =>
        {
            var gradient = input.grad!.clone();
            input.grad = null;
            return gradient;
        });
    }

    private static void CheckSome(Tensor input, Tensor gradient, Func<double> value)
    {
        using var plain = no_grad();
        var expected = gradient.Floats();
        var start = input.Floats();
        for (var i = 0; i < start.Length; i += Math.Max(1, start.Length / 6))
        {
            var difference = (At(i, Step) - At(i, -Step)) / (2 * Step);
            Assert.AreEqual(difference, expected[i], Tolerance * Math.Max(1, Math.Abs(difference)), $"element {i}");
        }

        double At(int index, double change)
        {
            using var scope = NewDisposeScope();
            var moved = (float[])start.Clone();
            moved[index] += (float)change;
            input.copy_(tensor(moved, input.shape));
            var result = value();
            input.copy_(tensor(start, input.shape));
            return result;
        }
    }

    /// <summary>Images normed on the condition that their own first row gives.</summary>
    private sealed class Conditioned : Module<Tensor, Tensor>
    {
        private readonly ConditionalBatchNorm norm = ConditionalBatchNorm.OfVectors(2, 4, Initializer.GlorotUniform);

        internal Conditioned()
            : base(nameof(Conditioned)) => register_module("norm", norm);

        public override Tensor forward(Tensor input) => norm.call(input, input[.., 0, 0]);
    }

    /// <summary>Images in the style that their own first row gives.</summary>
    private sealed class Styled : Module<Tensor, Tensor>
    {
        private readonly AdaptiveInstanceNorm norm = new(2, 4);

        internal Styled()
            : base(nameof(Styled)) => register_module("norm", norm);

        public override Tensor forward(Tensor input) => norm.call(input, input[.., 0, 0]);
    }

    /// <summary>The same noise in each pass.</summary>
    private sealed class Noisy : Module<Tensor, Tensor>
    {
        private readonly NoiseInput noise = new(2, 4);

        internal Noisy()
            : base(nameof(Noisy)) => register_module("noise", noise);

        public override Tensor forward(Tensor input)
        {
            manual_seed(7);
            return noise.call(input, null);
        }
    }

    private sealed class AddedConstant : Module<Tensor, Tensor>
    {
        private readonly LearnedConstant constant = new(2, 4);

        internal AddedConstant()
            : base(nameof(AddedConstant)) => register_module("constant", constant);

        public override Tensor forward(Tensor input) => constant.call(input) * input;
    }
}
