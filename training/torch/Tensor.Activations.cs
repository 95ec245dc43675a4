using Gans.Torch.Door;
using Gans.Torch.FastPaths;

namespace Gans.Torch;

public sealed partial class Tensor
{
    private static readonly Operator ReluOperator = new("relu");
    private static readonly Operator SigmoidOperator = new("sigmoid");
    private static readonly Operator TanhOperator = new("tanh");
    private static readonly Operator LogSigmoidOperator = new("log_sigmoid");
    private static readonly Operator LeakyReluOperator = new("leaky_relu");
    private static readonly Operator PReluOperator = new("prelu");
    private static readonly Operator SoftplusOperator = new("softplus");
    private static readonly Operator SoftmaxOperator = new("softmax", "int");
    private static readonly Operator LogSoftmaxOperator = new("log_softmax", "int");
    private static readonly Operator DropoutOperator = new("dropout");

    /// <summary>max(x, 0).</summary>
    public Tensor Relu() => ReluOperator.Call(this);

    /// <summary>1 / (1 + e^-x), in (0, 1).</summary>
    public Tensor Sigmoid() => SigmoidOperator.Call(this);

    /// <summary>The hyperbolic tangent, in (-1, 1).</summary>
    public Tensor Tanh() => TanhOperator.Call(this);

    /// <summary>log(1 / (1 + e^-x)), computed without overflow.</summary>
    public Tensor LogSigmoid() => LogSigmoidOperator.Call(this);

    /// <summary>x where positive, else slope * x.</summary>
    /// <param name="slope">The slope of the negative side.</param>
    public Tensor LeakyRelu(double slope) => LeakyReluOperator.Call(this, slope);

    /// <summary>x where positive, else slope * x, with a slope a channel.</summary>
    /// <param name="slopes">[C], where this is [N, C, ...].</param>
    public Tensor PRelu(Tensor slopes) => PReluOperator.Call(this, slopes);

    /// <summary>log(1 + e^x), computed without overflow.</summary>
    public Tensor Softplus() => SoftplusOperator.Call(this);

    /// <summary>e^x divided by its sum along an axis.</summary>
    /// <param name="axis">The axis.</param>
    public Tensor Softmax(int axis) => SoftmaxOperator.Call(this, axis);

    /// <summary>The logarithm of <see cref="Softmax"/>, computed without overflow.</summary>
    /// <param name="axis">The axis.</param>
    public Tensor LogSoftmax(int axis) => LogSoftmaxOperator.Call(this, axis);

    /// <summary>Zeroes elements at random and scales the others by 1 / (1 - rate): inverted dropout, element by element.</summary>
    /// <param name="rate">Share of elements dropped, in [0, 1).</param>
    public Tensor Dropout(double rate) => FastDropout.Applies(this) ? FastDropout.Drop(this, rate) : DropoutOperator.Call(this, rate, true);
}
