using Gans.Torch;

namespace Gans.Models;

/// <summary>A classifier whose class logits also say whether an image is real: it is, where any class is sure. Labels are ignored.</summary>
/// <remarks>
/// Spec 04, S5, V4, after Salimans et al., Improved Techniques for Training GANs, 2016 (arXiv:1606.03498): D = Z / (Z + 1) with Z = sum exp(l), which is the sigmoid of
/// log Z, so log Z is the logit and nothing overflows.
/// </remarks>
public sealed class StackedDiscriminator : Discriminator
{
    private readonly Layer trunk;
    private readonly Layer classes;

    /// <summary>Creates the discriminator, which owns its parts from now on.</summary>
    /// <param name="trunk">[N, C, H, W] to [N, features].</param>
    /// <param name="classes">[N, features] to [N, classes].</param>
    public StackedDiscriminator(Layer trunk, Layer classes)
    {
        this.trunk = AddChild("trunk", trunk);
        this.classes = AddChild("classes", classes);
    }

    /// <inheritdoc/>
    public override DiscriminatorOutput Forward(Tensor images, Tensor? labels, Mode mode)
    {
        var logits = Run(classes, Run(trunk, images, mode), mode);
        return new DiscriminatorOutput(logits.LogSumExp([1], keepAxes: true), ClassLogits: logits);
    }
}
