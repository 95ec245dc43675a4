using Gans.Torch;

namespace Gans.Models;

/// <summary>A discriminator that is one row of layers from the image to its logit. Labels are ignored.</summary>
public sealed class LayeredDiscriminator : Discriminator
{
    private readonly Layer body;

    /// <summary>Creates the discriminator.</summary>
    /// <param name="body">[N, C, H, W], or vectors, to [N, 1]; owned from now on.</param>
    public LayeredDiscriminator(Sequential body)
    {
        this.body = AddChild("body", body);
    }

    /// <inheritdoc/>
    public override DiscriminatorOutput Forward(Tensor images, Tensor? labels, Mode mode) => new(Run(body, images, mode));
}
