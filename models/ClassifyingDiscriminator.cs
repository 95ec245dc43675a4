using Gans.Torch;

namespace Gans.Models;

/// <summary>A discriminator with two heads on one trunk: real or generated, and which class. Labels are ignored.</summary>
public sealed class ClassifyingDiscriminator : Discriminator
{
    private readonly Layer trunk;
    private readonly Layer logit;
    private readonly Layer classes;

    /// <summary>Creates the discriminator, which owns its parts from now on.</summary>
    /// <param name="trunk">[N, C, H, W] to [N, features].</param>
    /// <param name="logit">[N, features] to [N, 1].</param>
    /// <param name="classes">[N, features] to [N, classes].</param>
    public ClassifyingDiscriminator(Layer trunk, Layer logit, Layer classes)
    {
        this.trunk = AddChild("trunk", trunk);
        this.logit = AddChild("logit", logit);
        this.classes = AddChild("classes", classes);
    }

    /// <inheritdoc/>
    public override DiscriminatorOutput Forward(Tensor images, Tensor? labels, Mode mode)
    {
        var features = Run(trunk, images, mode);
        return new DiscriminatorOutput(Run(logit, features, mode), ClassLogits: Run(classes, features, mode));
    }
}
