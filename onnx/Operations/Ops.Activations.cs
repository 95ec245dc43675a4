using Gans.Onnx.Converters;
using static TorchSharp.torch;

namespace Gans.Onnx;

/// <content>Activations.</content>
public static partial class Ops
{
    /// <summary>max(0, a).</summary>
    public static Tensor Relu(Tensor a) => Traced(nn.functional.relu(a), "Relu", [a], Functional.Unary("Relu"));

    /// <summary>min(max(0, a), 6).</summary>
    public static Tensor Relu6(Tensor a) => Traced(nn.functional.relu6(a), "Relu6", [a], static call => Activations.Clip(call, 0, 6));

    /// <summary>a where positive, else slope * a.</summary>
    public static Tensor LeakyRelu(Tensor a, double slope = 0.01) =>
        Traced(a.leaky_relu(Held.Number(slope)), $"LeakyRelu({slope})", [a], Functional.Unary("LeakyRelu", OnnxAttribute.Float("alpha", slope)));

    /// <summary>a where positive, else alpha * (exp(a) - 1).</summary>
    public static Tensor Elu(Tensor a, double alpha = 1) =>
        Traced(
            a.elu(Held.Number(alpha), Held.Number(1.0), Held.Number(1.0)),
            $"Elu({alpha})",
            [a],
            Functional.Unary("Elu", OnnxAttribute.Float("alpha", alpha)));

    /// <summary>1 / (1 + exp(-a)).</summary>
    public static Tensor Sigmoid(Tensor a) => Traced(a.sigmoid(), "Sigmoid", [a], Functional.Unary("Sigmoid"));

    /// <summary>The hyperbolic tangents.</summary>
    public static Tensor Tanh(Tensor a) => Traced(a.tanh(), "Tanh", [a], Functional.Unary("Tanh"));

    /// <summary>log(1 + exp(a)).</summary>
    /// <remarks>By way of the sigmoid: TorchSharp's own softplus makes numbers that nobody holds.</remarks>
    public static Tensor Softplus(Tensor a)
    {
        using var negative = -a;
        using var logarithm = nn.functional.logsigmoid(negative);
        return Traced(-logarithm, "Softplus", [a], Functional.Unary("Softplus"));
    }

    /// <summary>log(sigmoid(a)).</summary>
    public static Tensor LogSigmoid(Tensor a) => Traced(nn.functional.logsigmoid(a), "LogSigmoid", [a], Activations.LogSigmoid);

    /// <summary>a * sigmoid(a).</summary>
    public static Tensor Silu(Tensor a) => Traced(nn.functional.silu(a), "Silu", [a], Activations.Silu);

    /// <summary>a times the normal distribution's mass below a.</summary>
    public static Tensor Gelu(Tensor a) => Traced(nn.functional.gelu(a), "Gelu", [a], static call => Activations.Gelu(call, call.Input, tanh: false));

    /// <summary>a * min(max(0, a + 3), 6) / 6.</summary>
    public static Tensor HardSwish(Tensor a) => Traced(nn.functional.hardswish(a), "HardSwish", [a], Functional.Unary("HardSwish"));

    /// <summary>min(max(0, a + 3), 6) / 6.</summary>
    public static Tensor HardSigmoid(Tensor a) => Traced(nn.functional.hardsigmoid(a), "HardSigmoid", [a], Activations.HardSigmoid);

    /// <summary>exp(a), divided by its sum over an axis.</summary>
    public static Tensor Softmax(Tensor a, long axis) =>
        Traced(nn.functional.softmax(a, axis), $"Softmax({axis})", [a], Functional.Unary("Softmax", OnnxAttribute.Int("axis", axis)));

    /// <summary>The logarithm of <see cref="Softmax"/>.</summary>
    public static Tensor LogSoftmax(Tensor a, long axis) =>
        Traced(nn.functional.log_softmax(a, axis), $"LogSoftmax({axis})", [a], Functional.Unary("LogSoftmax", OnnxAttribute.Int("axis", axis)));
}
