using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Brings the features of each pixel of each image to a mean square of 1: [N, C, H, W], or [N, C], to the same.</summary>
/// <remarks>
/// y = x / sqrt(mean over C of x^2 + epsilon). Karras et al., Progressive Growing of GANs, 2017 (arXiv:1710.10196), section 4.2.
/// </remarks>
/// <param name="epsilon">Added under the root; 1e-8 in the paper.</param>
public sealed class PixelNorm(double epsilon = 1e-8) : Layer(nameof(PixelNorm))
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["epsilon"] = epsilon };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var square = Ops.Mean(Ops.Square(input), [1], keepAxes: true);                                          // [N, 1, ...]
        return Ops.Multiply(input, Ops.ReciprocalSqrt(Ops.Add(square, epsilon))).MoveToOuterDisposeScope();
    }
}
