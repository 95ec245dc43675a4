using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Training.Losses;

/// <summary>The critic parts real from generated images by a margin of 2, and cares no further.</summary>
/// <remarks>
/// Lim and Ye, Geometric GAN, 2017 (arXiv:1705.02894); SAGAN and BigGAN use it. Expects linear scores. A critic that says 0 always has 1 on each side;
/// a perfect one 0.
/// </remarks>
internal sealed class HingeLoss : AdversarialLoss
{
    /// <inheritdoc/>
    public override BlindLoss? Blind => new(1, null);

    /// <summary>E[max(0, 1 - (2y - 1) outputs)]: max(0, 1 - C(x)) on real images, max(0, 1 + C(G(z))) on generated ones.</summary>
    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor outputs, Tensor targets) => (targets.Times(2).Minus(1) * outputs).From(1).relu().mean();

    /// <summary>-E[C(G(z))].</summary>
    /// <inheritdoc/>
    public override Tensor Generator(Tensor outputs) => -outputs.mean();
}
