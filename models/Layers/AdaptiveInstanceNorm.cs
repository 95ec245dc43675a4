using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Layers;

/// <summary>AdaIN: each feature of each image is normed by itself, then a style scales and shifts it: images [N, C, H, W] and styles [N, W] to [N, C, H, W].</summary>
/// <remarks>
/// y = (x - mean) / sqrt(variance + epsilon) * (s + 1) + b, with mean and variance over H and W, and s and b linear in the style. Huang and Belongie, Arbitrary
/// Style Transfer in Real-time with Adaptive Instance Normalization, 2017 (arXiv:1703.06868), in the form of Karras et al., A Style-Based Generator
/// Architecture for Generative Adversarial Networks, 2018 (arXiv:1812.04948), and their code, whose scale begins at 1.
/// </remarks>
public sealed class AdaptiveInstanceNorm : Module<Tensor, Tensor, Tensor>
{
    private const double Epsilon = 1e-8;

    private readonly long features;
    private readonly EqualizedLinear style;

    /// <summary>Creates the layer.</summary>
    /// <param name="features">C.</param>
    /// <param name="styleSize">W.</param>
    public AdaptiveInstanceNorm(long features, long styleSize)
        : base(nameof(AdaptiveInstanceNorm))
    {
        this.features = features;
        style = new EqualizedLinear(styleSize, 2 * features, gain: 1);
        register_module("style", style);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor images, Tensor styles)
    {
        using var scope = NewDisposeScope();
        var both = Ops.Unsqueeze(Ops.Unsqueeze(style.call(styles), 2), 3);                                      // [N, 2 C, 1, 1]
        var (scale, shift) = (Ops.Add(Ops.Slice(both, 1, 0, features), 1), Ops.Slice(both, 1, features));
        return Ops.Add(Ops.Multiply(Ops.InstanceNorm(images, epsilon: Epsilon), scale), shift).MoveToOuterDisposeScope();
    }
}
