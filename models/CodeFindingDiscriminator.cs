using Gans.Torch;

namespace Gans.Models;

/// <summary>A discriminator with a second head on its trunk that finds the code an image was made from: InfoGAN's Q.</summary>
public sealed class CodeFindingDiscriminator : Discriminator
{
    /// <summary>Creates the discriminator, which owns its parts from now on.</summary>
    /// <param name="trunk">[N, C, H, W] to [N, features].</param>
    /// <param name="logit">[N, features] to [N, 1].</param>
    /// <param name="code">[N, features] to [N, code outputs].</param>
    public CodeFindingDiscriminator(Layer trunk, Layer logit, Layer code)
    {
        Trunk = AddChild("trunk", trunk);
        Logit = AddChild("logit", logit);
        Code = AddChild("code", code);
    }

    /// <summary>[N, C, H, W] to [N, features].</summary>
    public Layer Trunk { get; }

    /// <summary>[N, features] to [N, 1].</summary>
    public Layer Logit { get; }

    /// <summary>[N, features] to [N, code outputs].</summary>
    public Layer Code { get; }

    /// <inheritdoc/>
    public override DiscriminatorOutput Forward(Tensor images, Tensor? labels, Mode mode)
    {
        var features = Run(Trunk, images, mode);
        return new DiscriminatorOutput(Run(Logit, features, mode), CodeLogits: Run(Code, features, mode));
    }
}
