using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Training.Losses;

/// <summary>The critic scores real images higher than generated ones, by as much as it can.</summary>
/// <remarks>
/// Arjovsky et al., Wasserstein GAN, 2017 (arXiv:1701.07875), algorithm 1; labels real -1, generated +1 in the notation mean(label * score).
/// Expects linear scores. Needs a Lipschitz critic: clip its weights or add a gradient penalty. Blind critic: real and generated side sum to 0;
/// the negative of that sum estimates the distance.
/// </remarks>
internal sealed class WassersteinLoss : AdversarialLoss
{
    /// <summary>None: scores have no zero.</summary>
    public override double? Threshold => null;

    /// <summary>E[(1 - 2y) outputs]: -E[C(x)] on real images, E[C(G(z))] on generated ones.</summary>
    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor outputs, Tensor targets) => (targets.Times(2).From(1) * outputs).mean();

    /// <summary>-E[C(G(z))].</summary>
    /// <inheritdoc/>
    public override Tensor Generator(Tensor outputs) => -outputs.mean();
}
