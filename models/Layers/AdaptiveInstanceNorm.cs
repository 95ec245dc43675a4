using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Layers;

/// <summary>
/// AdaIN: each feature of each image is normed by itself, then a style scales and shifts it: images [N, C, H, W] and styles [N, W] to [N, C, H, W].
/// </summary>
/// <remarks>
/// y = (x - mean) / sqrt(variance + epsilon) * (s + 1) + b, with mean and variance over H and W, and s and b linear in the style. Huang and Belongie, Arbitrary
/// Style Transfer in Real-time with Adaptive Instance Normalization, 2017 (arXiv:1703.06868), in the form of Karras et al., A Style-Based Generator
/// Architecture for Generative Adversarial Networks, 2018 (arXiv:1812.04948), and their code, whose scale begins at 1.
/// </remarks>
public sealed class AdaptiveInstanceNorm : Module<Tensor, Tensor, Tensor>, IOnnxModule
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
        var (count, height, width) = (images.shape[0], images.shape[2], images.shape[3]);
        var both = style.call(styles).unsqueeze(1);                                                             // [N, 1, 2 C]
        var (scale, shift) = (both.narrow(2, 0, features).Plus(1), both.narrow(2, features, features));

        // Images have their channels innermost: means over pixels are products of matrices, whose gradients take half the time of a reduction's.
        var pixels = images.permute(0, 2, 3, 1).reshape(count, height * width, features);
        var share = full([1, 1, height * width], Held.Number(1f / (height * width)), device: images.device).expand(count, 1, height * width);
        var rest = pixels - bmm(share, pixels);
        var variance = bmm(share, rest.Squared());                                                              // [N, 1, C]
        var styled = addcmul(shift, rest, variance.Plus(Epsilon).rsqrt() * scale, Held.Number(1));
        return styled.reshape(count, height, width, features).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>ONNX' InstanceNormalization, version 6, of scale 1; then the style.</summary>
    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        using var scope = NewDisposeScope();
        var both = call.Add("Unsqueeze", [call.Convert(style, call.Inputs[1]), call.Integers(2, 3)]);           // [N, 2 C, 1, 1]
        var parts = call.AddMany("Split", [both, call.Integers(features, features)], 2, OnnxAttribute.Int("axis", 1));
        var normed = call.Add(
            "InstanceNormalization",
            [call.Input, call.Constant(ones(features), "one"), call.Constant(zeros(features), "zero")],
            OnnxAttribute.Float("epsilon", Epsilon));
        return call.Add("Add", [call.Add("Mul", [normed, call.Add("Add", [parts[0], call.Number(1)])]), parts[1]]);
    }
}
