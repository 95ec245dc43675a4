using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Training.Losses;

/// <summary>Squared distance of unbounded scores from the targets: images far from the boundary are pulled in even on the right side of it.</summary>
/// <remarks>
/// Mao et al., Least Squares Generative Adversarial Networks, 2016 (arXiv:1611.04076), with targets 1, 0 and 1 and without the factor 1/2.
/// Expects linear scores. A discriminator that says 0.5 always has 0.25 on each side; a perfect one 0, and the generator then 1.
/// </remarks>
internal sealed class LeastSquaresLoss : AdversarialLoss
{
    /// <inheritdoc/>
    public override double? Threshold => 0.5;

    /// <inheritdoc/>
    public override BlindLoss? Blind => new(0.25, 0.25);

    /// <summary>E[(outputs - y)^2].</summary>
    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor outputs, Tensor targets) => nn.functional.mse_loss(outputs, targets);

    /// <summary>E[(D(G(z)) - 1)^2].</summary>
    /// <inheritdoc/>
    public override Tensor Generator(Tensor outputs) => outputs.Minus(1).Squared().mean();
}
