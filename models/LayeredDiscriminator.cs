using Gans.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>A discriminator that is one row of layers from the image to its logit. Labels are ignored.</summary>
public sealed class LayeredDiscriminator : Discriminator
{
    private readonly Module<Tensor, Tensor> body;

    /// <summary>Creates the discriminator.</summary>
    /// <param name="body">[N, C, H, W], or vectors, to [N, 1]; owned from now on.</param>
    public LayeredDiscriminator(Sequential body)
        : base(nameof(LayeredDiscriminator))
    {
        this.body = body;
        register_module("body", this.body);
    }

    /// <inheritdoc/>
    public override DiscriminatorOutput forward(Tensor images, Tensor? labels) => new(body.call(images));
}
