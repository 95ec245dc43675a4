using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>A discriminator with a second head on its trunk that finds the code an image was made from: InfoGAN's Q.</summary>
public sealed class CodeFindingDiscriminator : Discriminator
{
    /// <summary>Creates the discriminator, which owns its parts from now on.</summary>
    /// <param name="trunk">[N, C, H, W] to [N, features].</param>
    /// <param name="logit">[N, features] to [N, 1].</param>
    /// <param name="code">[N, features] to [N, code outputs].</param>
    public CodeFindingDiscriminator(Module<Tensor, Tensor> trunk, Module<Tensor, Tensor> logit, Module<Tensor, Tensor> code)
        : base(nameof(CodeFindingDiscriminator))
    {
        Trunk = trunk;
        register_module("trunk", Trunk);
        Logit = logit;
        register_module("logit", Logit);
        Code = code;
        register_module("code", Code);
    }

    /// <summary>[N, C, H, W] to [N, features].</summary>
    public Module<Tensor, Tensor> Trunk { get; }

    /// <summary>[N, features] to [N, 1].</summary>
    public Module<Tensor, Tensor> Logit { get; }

    /// <summary>[N, features] to [N, code outputs].</summary>
    public Module<Tensor, Tensor> Code { get; }

    /// <inheritdoc/>
    public override DiscriminatorOutput forward(Tensor images, Tensor? labels)
    {
        var features = Trunk.call(images);
        return new DiscriminatorOutput(Logit.call(features), CodeLogits: Code.call(features));
    }
}
