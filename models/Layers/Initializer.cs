using Gans.Onnx;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Gans.Models.Layers;

/// <summary>First values of a weight. Biases always start at zero.</summary>
/// <remarks>Fan-in and fan-out count the kernel's area: a convolution [out, in, h, w] has fan-in in * h * w and fan-out out * h * w.</remarks>
public abstract record Initializer
{
    /// <summary>Uniform on [-limit, limit], limit = sqrt(6 / (fan-in + fan-out)): Keras' default for dense and convolutional kernels.</summary>
    /// <remarks>Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010.</remarks>
    public static Initializer GlorotUniform { get; } = new Glorot();

    /// <summary>Normal with mean 0 and the given deviation; 0.02 is the DCGAN paper's (arXiv:1511.06434).</summary>
    /// <param name="deviation">The standard deviation.</param>
    public static Initializer Normal(double deviation) => new Gaussian(deviation);

    /// <summary>Uniform on [low, high); Keras' embeddings take -0.05 to 0.05.</summary>
    /// <param name="low">The least value.</param>
    /// <param name="high">The end of the range.</param>
    public static Initializer Uniform(double low, double high) => new Box(low, high);

    /// <summary>Normal with deviation sqrt(2 / fan-in).</summary>
    /// <remarks>He et al., Delving Deep into Rectifiers, 2015 (arXiv:1502.01852).</remarks>
    public static Initializer HeNormal { get; } = new He();

    /// <summary>Uniform on [-limit, limit], limit = sqrt(6 / fan-in): Keras' <c>he_uniform</c>.</summary>
    /// <remarks>He et al., Delving Deep into Rectifiers, 2015 (arXiv:1502.01852).</remarks>
    public static Initializer HeUniform { get; } = new HeBox();

    /// <summary>Rows, [first size, the rest], of length 1 and at right angles; where there are more of them than columns, the columns.</summary>
    /// <remarks>Saxe et al., Exact solutions to the nonlinear dynamics of learning in deep linear neural networks, 2013 (arXiv:1312.6120).</remarks>
    public static Initializer Orthogonal { get; } = new RightAngles();

    /// <summary>One value everywhere.</summary>
    /// <param name="value">The value.</param>
    public static Initializer Constant(double value) => new Fixed(value);

    /// <summary>Its law in words, the same in every culture, such as <c>normal 0.02</c>.</summary>
    public abstract override string ToString();

    /// <summary>Makes a weight on the CPU, by the CPU's random generator.</summary>
    /// <param name="fanIn">Inputs that one output sums over.</param>
    /// <param name="fanOut">Outputs that one input reaches.</param>
    /// <param name="shape">The weight's sizes.</param>
    public torch.Tensor Create(long fanIn, long fanOut, params ReadOnlySpan<long> shape)
    {
        var weight = torch.empty(shape);
        Fill(weight, fanIn, fanOut);
        return weight;
    }

    /// <summary>Draws the values.</summary>
    /// <param name="weight">The tensor to fill.</param>
    /// <param name="fanIn">Inputs that one output sums over.</param>
    /// <param name="fanOut">Outputs that one input reaches.</param>
    protected abstract void Fill(torch.Tensor weight, long fanIn, long fanOut);

    private sealed record Glorot : Initializer
    {
        public override string ToString() => "Glorot uniform";

        protected override void Fill(torch.Tensor weight, long fanIn, long fanOut)
        {
            var limit = Math.Sqrt(6.0 / (fanIn + fanOut));
            init.uniform_(weight, -limit, limit);
        }
    }

    private sealed record Gaussian(double Deviation) : Initializer
    {
        public override string ToString() => FormattableString.Invariant($"normal {Deviation}");

        protected override void Fill(torch.Tensor weight, long fanIn, long fanOut) => init.normal_(weight, 0, Deviation);
    }

    private sealed record He : Initializer
    {
        public override string ToString() => "He normal";

        protected override void Fill(torch.Tensor weight, long fanIn, long fanOut) => init.normal_(weight, 0, Math.Sqrt(2.0 / fanIn));
    }

    private sealed record HeBox : Initializer
    {
        public override string ToString() => "He uniform";

        protected override void Fill(torch.Tensor weight, long fanIn, long fanOut)
        {
            var limit = Math.Sqrt(6.0 / fanIn);
            init.uniform_(weight, -limit, limit);
        }
    }

    private sealed record Box(double Low, double High) : Initializer
    {
        public override string ToString() => FormattableString.Invariant($"uniform {Low} to {High}");

        protected override void Fill(torch.Tensor weight, long fanIn, long fanOut) => init.uniform_(weight, Low, High);
    }

    private sealed record RightAngles : Initializer
    {
        public override string ToString() => "orthogonal";

        protected override void Fill(torch.Tensor weight, long fanIn, long fanOut) => init.orthogonal_(weight);
    }

    private sealed record Fixed(double Value) : Initializer
    {
        public override string ToString() => FormattableString.Invariant($"constant {Value}");

        protected override void Fill(torch.Tensor weight, long fanIn, long fanOut) => init.constant_(weight, Held.Number(Value));
    }
}
