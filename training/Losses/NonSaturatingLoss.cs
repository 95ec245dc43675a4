using static TorchSharp.torch;

namespace Gans.Training.Losses;

/// <summary>Binary cross-entropy; the generator wants its images called real. The usual loss: it has gradients where the generator loses.</summary>
/// <remarks>
/// Goodfellow et al., Generative Adversarial Networks, 2014 (arXiv:1406.2661), section 3, the "-log D trick". Expects logits; the sigmoid is inside.
/// Blind discriminator: ln 2 = 0.693 for each side; perfect: 0 for it, unbounded for the generator.
/// </remarks>
internal sealed class NonSaturatingLoss : AdversarialLoss
{
    /// <inheritdoc/>
    public override BlindLoss? Blind => BlindLoss.CrossEntropy;

    /// <summary>-E[y log D + (1 - y) log(1 - D)], D = sigmoid(outputs).</summary>
    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor outputs, Tensor targets) => nn.functional.binary_cross_entropy_with_logits(outputs, targets);

    /// <summary>-E[log D(G(z))]: the target of generated images is 1 here, since the generator wants them called real.</summary>
    /// <inheritdoc/>
    public override Tensor Generator(Tensor outputs) => -nn.functional.logsigmoid(outputs).mean();
}
