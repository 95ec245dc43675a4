using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Holds norms of weights at a limit after each step of an optimizer: Keras' <c>max_norm</c> with its axis left as it is, 0.</summary>
/// <remarks>
/// w becomes w * min(n, limit) / (1e-7 + n). Axis 0 of Keras' kernels (rows, columns, in, out) is axis 2 of libtorch's, so that the norm of a convolution is
/// taken over the rows of its kernel only; of a dense layer's (in, out) it is axis 1 of libtorch's: one norm an output.
/// </remarks>
public static class MaxNorm
{
    private const double Epsilon = 1e-7;
    private const int ConvolutionRank = 4;
    private const int DenseRank = 2;

    /// <summary>Brings weights back. Biases and scales, of one axis, are left; so is a dense layer of one output: a score's scale is free.</summary>
    /// <param name="parameters">The parameters that have just been changed.</param>
    /// <param name="limit">The greatest norm, above 0.</param>
    public static void Apply(IEnumerable<Tensor> parameters, double limit)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        foreach (var weight in parameters)
        {
            if (AxisOf(weight) is { } axis)
            {
                var norm = weight.Squared().sum([axis], keepdim: true).sqrt();
                weight.mul_(norm.clamp(Held.Number(0), Held.Number(limit)) / norm.Plus(Epsilon));
            }
        }
    }

    private static long? AxisOf(Tensor weight) => (weight.dim(), weight.shape[0]) switch
    {
        (ConvolutionRank, _) => 2,
        (DenseRank, > 1) => 1,
        _ => null,
    };
}
