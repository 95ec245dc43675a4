using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>
/// A discriminator with several heads on one trunk: real or generated; and which class, or which code an image was made from, InfoGAN's Q. Labels are ignored.
/// </summary>
public sealed class HeadedDiscriminator : Discriminator
{
    /// <summary>Creates the discriminator, which owns its parts from now on.</summary>
    /// <param name="trunk">[N, C, H, W] to [N, features].</param>
    /// <param name="logit">[N, features] to [N, 1].</param>
    /// <param name="classes">[N, features] to [N, classes]; null for none.</param>
    /// <param name="code">[N, features] to [N, code outputs]; null for none.</param>
    public HeadedDiscriminator(
        Module<Tensor, Tensor> trunk, Module<Tensor, Tensor> logit, Module<Tensor, Tensor>? classes = null, Module<Tensor, Tensor>? code = null)
        : base(nameof(HeadedDiscriminator))
    {
        (Trunk, Logit, Classes, Code) = (trunk, logit, classes, code);
        register_module("trunk", Trunk);
        register_module("logit", Logit);
        if (Classes is not null)
        {
            register_module("classes", Classes);
        }

        if (Code is not null)
        {
            register_module("code", Code);
        }
    }

    /// <summary>[N, C, H, W] to [N, features].</summary>
    public Module<Tensor, Tensor> Trunk { get; }

    /// <summary>[N, features] to [N, 1].</summary>
    public Module<Tensor, Tensor> Logit { get; }

    /// <summary>[N, features] to [N, classes]; null for none.</summary>
    public Module<Tensor, Tensor>? Classes { get; }

    /// <summary>[N, features] to [N, code outputs]; null for none.</summary>
    public Module<Tensor, Tensor>? Code { get; }

    /// <inheritdoc/>
    public override DiscriminatorOutput forward(Tensor images, Tensor? labels)
    {
        using var scope = NewDisposeScope();
        var features = Trunk.call(images);
        return new DiscriminatorOutput(
            Logit.call(features).MoveToOuterDisposeScope(),
            Classes?.call(features).MoveToOuterDisposeScope(),
            Code?.call(features).MoveToOuterDisposeScope());
    }
}
