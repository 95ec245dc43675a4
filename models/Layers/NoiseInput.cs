using Gans.Onnx;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Adds an image of noise to all features, each of which has learned how much of it: images [N, C, S, S] and a strength to [N, C, S, S].</summary>
/// <remarks>
/// Karras et al., A Style-Based Generator Architecture for Generative Adversarial Networks, 2018 (arXiv:1812.04948), section 2. Noise is N(0, 1), the scales
/// begin at 0. Training draws it anew for each image; inference takes the same one always, a buffer, so that a latent vector has one image.
/// The strength is a tensor without axes that the noise of an inference is multiplied by; null for 1.
/// </remarks>
public sealed class NoiseInput : nn.Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "scale")]
    private readonly Parameter scale;

    [ComponentName(Name = "noise")]
    private readonly Tensor noise;

    /// <summary>Creates the layer, with the noise of inferences from the CPU's generator.</summary>
    /// <param name="features">C.</param>
    /// <param name="size">S.</param>
    public NoiseInput(long features, long size)
        : base(nameof(NoiseInput))
    {
        scale = new Parameter(zeros(features).DetachFromDisposeScope());
        register_parameter("scale", scale);
        noise = randn(1, 1, size, size).DetachFromDisposeScope();
        register_buffer("noise", noise);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor images, Tensor? strength)
    {
        using var scope = NewDisposeScope();
        var perFeature = Ops.Unsqueeze(Ops.Unsqueeze(scale, 1), 2);                                             // [C, 1, 1]
        if (training)
        {
            var fresh = randn([images.shape[0], 1, images.shape[2], images.shape[3]], ScalarType.Float32, images.device);
            return addcmul(images, fresh, perFeature, Held.Number(1)).MoveToOuterDisposeScope();
        }

        var added = Ops.Multiply(noise, perFeature);                                                              // [1, C, S, S]
        return Ops.Add(images, strength is null ? added : Ops.Multiply(added, strength)).MoveToOuterDisposeScope();
    }
}
