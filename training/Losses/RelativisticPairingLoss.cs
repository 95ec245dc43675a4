using static TorchSharp.torch;

namespace Gans.Training.Losses;

/// <summary>Binary cross-entropy of pairs: to the discriminator a real image is to look more real than a generated one, to the generator less.</summary>
/// <remarks>
/// Jolicoeur-Martineau, The Relativistic Discriminator, 2018 (arXiv:1807.00734), section 4.1; Huang et al., The GAN is dead; long live the GAN! (R3GAN), 2024
/// (arXiv:2501.05441), equation 2, with f(t) = -log(1 + exp(-t)): generated images are judged beside real ones, which leaves no mode out; with R1 and R2 it
/// converges. Expects differences of linear scores. Blind discriminator: ln 2 for both players.
/// </remarks>
internal sealed class RelativisticPairingLoss : AdversarialLoss
{
    /// <inheritdoc/>
    public override bool TakesDifferences => true;

    /// <summary>None: a score alone says nothing.</summary>
    public override double? Threshold => null;

    /// <inheritdoc/>
    public override BlindLoss? Blind => BlindLoss.CrossEntropy;

    /// <summary>-E[y log s + (1 - y) log(1 - s)], s = sigmoid(D(x) - D(G(z))).</summary>
    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor outputs, Tensor targets) => nn.functional.binary_cross_entropy_with_logits(outputs, targets);

    /// <summary>-E[log sigmoid(D(G(z)) - D(x))].</summary>
    /// <inheritdoc/>
    public override Tensor Generator(Tensor outputs) => -nn.functional.logsigmoid(outputs).mean();
}
