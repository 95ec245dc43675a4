using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>A classifier whose class logits also say whether an image is real: it is, where any class is sure. Labels are ignored.</summary>
/// <remarks>
/// Chapter 20 of Brownlee, its stacked design, after Salimans et al., Improved Techniques for Training GANs, 2016 (arXiv:1606.03498): D = Z / (Z + 1) with Z =
/// sum exp(l), which is the sigmoid of log Z, so log Z is the logit and nothing overflows.
/// </remarks>
public sealed class StackedDiscriminator : Discriminator
{
    private readonly Module<Tensor, Tensor> trunk;
    private readonly Module<Tensor, Tensor> classes;

    /// <summary>Creates the discriminator, which owns its parts from now on.</summary>
    /// <param name="trunk">[N, C, H, W] to [N, features].</param>
    /// <param name="classes">[N, features] to [N, classes].</param>
    public StackedDiscriminator(Module<Tensor, Tensor> trunk, Module<Tensor, Tensor> classes)
        : base(nameof(StackedDiscriminator))
    {
        this.trunk = trunk;
        register_module("trunk", this.trunk);
        this.classes = classes;
        register_module("classes", this.classes);
    }

    /// <inheritdoc/>
    public override DiscriminatorOutput forward(Tensor images, Tensor? labels)
    {
        using var scope = NewDisposeScope();
        var logits = classes.call(trunk.call(images)).MoveToOuterDisposeScope();
        return new DiscriminatorOutput(Ops.LogSumExp(logits, axis: 1, keepAxis: true).MoveToOuterDisposeScope(), ClassLogits: logits);
    }
}
