using static TorchSharp.torch;

namespace Gans.Onnx;

/// <content>Activations.</content>
public static partial class Ops
{
    /// <summary>max(0, a).</summary>
    public static Tensor Relu(Tensor a) => nn.functional.relu(a);

    /// <summary>min(max(0, a), 6).</summary>
    public static Tensor Relu6(Tensor a) => nn.functional.relu6(a);

    /// <summary>a where positive, else slope * a.</summary>
    public static Tensor LeakyRelu(Tensor a, double slope = 0.01) => nn.functional.leaky_relu(a, slope);

    /// <summary>a where positive, else alpha * (exp(a) - 1).</summary>
    public static Tensor Elu(Tensor a, double alpha = 1) => nn.functional.elu(a, alpha);

    /// <summary>1 / (1 + exp(-a)).</summary>
    public static Tensor Sigmoid(Tensor a) => a.sigmoid();

    /// <summary>The hyperbolic tangents.</summary>
    public static Tensor Tanh(Tensor a) => a.tanh();

    /// <summary>log(1 + exp(a)).</summary>
    public static Tensor Softplus(Tensor a) => nn.functional.softplus(a);

    /// <summary>log(sigmoid(a)).</summary>
    public static Tensor LogSigmoid(Tensor a) => nn.functional.logsigmoid(a);

    /// <summary>a * sigmoid(a).</summary>
    public static Tensor Silu(Tensor a) => nn.functional.silu(a);

    /// <summary>a times the normal distribution's mass below a.</summary>
    public static Tensor Gelu(Tensor a) => nn.functional.gelu(a);

    /// <summary>a * min(max(0, a + 3), 6) / 6.</summary>
    public static Tensor HardSwish(Tensor a) => nn.functional.hardswish(a);

    /// <summary>min(max(0, a + 3), 6) / 6.</summary>
    public static Tensor HardSigmoid(Tensor a) => nn.functional.hardsigmoid(a);

    /// <summary>exp(a), divided by its sum over an axis.</summary>
    public static Tensor Softmax(Tensor a, long axis) => nn.functional.softmax(a, axis);

    /// <summary>The logarithm of <see cref="Softmax"/>.</summary>
    public static Tensor LogSoftmax(Tensor a, long axis) => nn.functional.log_softmax(a, axis);
}
