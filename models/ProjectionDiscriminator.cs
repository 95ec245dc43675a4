using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>
/// A discriminator that is told the class: its logit is that of the image, and the product of the image's features with the class's learned vector.
/// </summary>
/// <remarks>Miyato and Koyama, cGANs with Projection Discriminator, 2018 (arXiv:1802.05637), equation 4.</remarks>
public sealed class ProjectionDiscriminator : Discriminator
{
    private readonly Module<Tensor, Tensor> trunk;
    private readonly Module<Tensor, Tensor> logit;
    private readonly Module<Tensor, Tensor> label;

    /// <summary>Creates the discriminator, which owns its parts from now on.</summary>
    /// <param name="trunk">[N, C, H, W] to [N, features].</param>
    /// <param name="logit">[N, features] to [N, 1].</param>
    /// <param name="label">Classes, Int64 [N], to [N, features].</param>
    public ProjectionDiscriminator(Module<Tensor, Tensor> trunk, Module<Tensor, Tensor> logit, Module<Tensor, Tensor> label)
        : base(nameof(ProjectionDiscriminator))
    {
        (this.trunk, this.logit, this.label) = (trunk, logit, label);
        register_module("trunk", this.trunk);
        register_module("logit", this.logit);
        register_module("label", this.label);
    }

    /// <inheritdoc/>
    public override DiscriminatorOutput forward(Tensor images, Tensor? labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        using var scope = NewDisposeScope();
        var features = trunk.call(images);
        var product = Ops.Sum(Ops.Multiply(features, label.call(labels)), [1], keepAxes: true);
        return new DiscriminatorOutput(Ops.Add(logit.call(features), product).MoveToOuterDisposeScope());
    }
}
