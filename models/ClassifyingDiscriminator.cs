using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>A discriminator with two heads on one trunk: real or generated, and which class. Labels are ignored.</summary>
public sealed class ClassifyingDiscriminator : Discriminator
{
    /// <summary>Creates the discriminator, which owns its parts from now on.</summary>
    /// <param name="trunk">[N, C, H, W] to [N, features].</param>
    /// <param name="logit">[N, features] to [N, 1].</param>
    /// <param name="classes">[N, features] to [N, classes].</param>
    public ClassifyingDiscriminator(Module<Tensor, Tensor> trunk, Module<Tensor, Tensor> logit, Module<Tensor, Tensor> classes)
        : base(nameof(ClassifyingDiscriminator))
    {
        Trunk = trunk;
        register_module("trunk", Trunk);
        Logit = logit;
        register_module("logit", Logit);
        Classes = classes;
        register_module("classes", Classes);
    }

    /// <summary>[N, C, H, W] to [N, features].</summary>
    public Module<Tensor, Tensor> Trunk { get; }

    /// <summary>[N, features] to [N, 1].</summary>
    public Module<Tensor, Tensor> Logit { get; }

    /// <summary>[N, features] to [N, classes].</summary>
    public Module<Tensor, Tensor> Classes { get; }

    /// <inheritdoc/>
    public override DiscriminatorOutput forward(Tensor images, Tensor? labels)
    {
        var features = Trunk.call(images);
        return new DiscriminatorOutput(Logit.call(features), ClassLogits: Classes.call(features));
    }
}
