using Gans.Models.Layers;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>
/// A discriminator that draws what it is shown again: its score is how far it is off, which training makes small for real images and larger for generated ones.
/// Labels are ignored.
/// </summary>
/// <remarks>
/// Berthelot et al., BEGAN: Boundary Equilibrium Generative Adversarial Networks, 2017 (arXiv:1703.10717), section 3: L(v) = |v - AE(v)|, here the mean over
/// the values of an image. Its logits are these errors, [N, 1], 0 or more: less for real.
/// </remarks>
public sealed class AutoencoderDiscriminator : Discriminator
{
    private static readonly long[] AllButFirst = [1, 2, 3];

    private readonly Module<Tensor, Tensor> body;

    /// <summary>Creates the discriminator, which owns its part from now on.</summary>
    /// <param name="body">[N, C, H, W] to images of that shape.</param>
    public AutoencoderDiscriminator(Sequential body)
        : base(nameof(AutoencoderDiscriminator))
    {
        this.body = body;
        register_module("body", this.body);
        register_buffer("balance", zeros([1], ScalarType.Float32));
    }

    /// <summary>The weight of generated images in its loss, [1], from 0 to 1: k of the paper, 0 at first. Checkpoints keep it with the weights.</summary>
    public Tensor Balance => get_buffer("balance")!;

    /// <inheritdoc/>
    public override DiscriminatorOutput forward(Tensor images, Tensor? labels)
    {
        using var scope = NewDisposeScope();
        var errors = Ops.Abs(Ops.Subtract(body.call(images), images));                                            // [N, C, H, W]
        return new DiscriminatorOutput(Ops.Reshape(Ops.Mean(errors, AllButFirst), -1, 1).MoveToOuterDisposeScope());
    }
}
