using Gans.Torch;

namespace Gans.Models;

/// <summary>A discriminator with two heads on one trunk: real or generated, and which class. Labels are ignored.</summary>
public sealed class ClassifyingDiscriminator : Discriminator
{
    /// <summary>Creates the discriminator, which owns its parts from now on.</summary>
    /// <param name="trunk">[N, C, H, W] to [N, features].</param>
    /// <param name="logit">[N, features] to [N, 1].</param>
    /// <param name="classes">[N, features] to [N, classes].</param>
    public ClassifyingDiscriminator(Layer trunk, Layer logit, Layer classes)
    {
        Trunk = AddChild("trunk", trunk);
        Logit = AddChild("logit", logit);
        Classes = AddChild("classes", classes);
    }

    /// <summary>[N, C, H, W] to [N, features].</summary>
    public Layer Trunk { get; }

    /// <summary>[N, features] to [N, 1].</summary>
    public Layer Logit { get; }

    /// <summary>[N, features] to [N, classes].</summary>
    public Layer Classes { get; }

    /// <inheritdoc/>
    public override DiscriminatorOutput Forward(Tensor images, Tensor? labels, Mode mode)
    {
        var features = Run(Trunk, images, mode);
        return new DiscriminatorOutput(Run(Logit, features, mode), ClassLogits: Run(Classes, features, mode));
    }
}
