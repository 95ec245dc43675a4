using static TorchSharp.torch;

namespace Gans.Training.Losses;

/// <summary>Binary cross-entropy; the generator minimises what the discriminator maximises.</summary>
/// <remarks>
/// Goodfellow et al., Generative Adversarial Networks, 2014 (arXiv:1406.2661), equation 1. Expects logits; the sigmoid is inside. It saturates: the
/// generator's gradient vanishes where the discriminator is sure. Blind discriminator: ln 2 for it, -ln 2 for the generator; perfect: 0 for both.
/// </remarks>
internal sealed class MinimaxLoss : AdversarialLoss
{
    /// <inheritdoc/>
    public override BlindLoss? Blind => BlindLoss.CrossEntropy with { Generator = null };

    /// <summary>-E[y log D + (1 - y) log(1 - D)], D = sigmoid(outputs).</summary>
    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor outputs, Tensor targets) => nn.functional.binary_cross_entropy_with_logits(outputs, targets);

    /// <summary>E[log(1 - D(G(z)))].</summary>
    /// <inheritdoc/>
    public override Tensor Generator(Tensor outputs) => nn.functional.logsigmoid(-outputs).mean();
}
