using Gans.Models;
using static TorchSharp.torch;

namespace Gans.Training.Losses;

/// <summary>What the two players minimise: a pair of pure functions of the discriminator's outputs, each a mean over its batch.</summary>
internal abstract class AdversarialLoss
{
    /// <summary>Outputs above it are called real, for accuracies; null where an output alone says nothing.</summary>
    public virtual double? Threshold => 0;

    /// <summary>
    /// Whether outputs are not scores of images but differences in pairs: of a real image over a generated one for the discriminator, whose targets are those
    /// of real images; of a generated image over a real one for the generator.
    /// </summary>
    public virtual bool TakesDifferences => false;

    /// <summary>Its values where outputs tell nothing; null where these have no zero.</summary>
    public virtual BlindLoss? Blind => null;

    /// <summary>The loss of a kind.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="balance">The weight of generated images, where an autoencoder keeps one.</param>
    public static AdversarialLoss Of(AdversarialLossKind kind, Tensor? balance = null) => kind switch
    {
        AdversarialLossKind.NonSaturating => new NonSaturatingLoss(),
        AdversarialLossKind.Minimax => new MinimaxLoss(),
        AdversarialLossKind.LeastSquares => new LeastSquaresLoss(),
        AdversarialLossKind.Wasserstein => new WassersteinLoss(),
        AdversarialLossKind.Hinge => new HingeLoss(),
        AdversarialLossKind.BoundaryEquilibrium => new BoundaryEquilibriumLoss(balance),
        AdversarialLossKind.RelativisticPairing => new RelativisticPairingLoss(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a loss."),
    };

    /// <summary>The discriminator's side. It minimises this on real images and on generated ones, in one batch or in two.</summary>
    /// <param name="outputs">What the discriminator says of each image, [N, 1]: logits or scores, no sigmoid.</param>
    /// <param name="targets">[N, 1]: 1 for real images, 0 for generated ones; smoothed targets lie about these.</param>
    public abstract Tensor Discriminator(Tensor outputs, Tensor targets);

    /// <summary>The generator's side, which it minimises.</summary>
    /// <param name="outputs">What the discriminator says of generated images, [N, 1].</param>
    public abstract Tensor Generator(Tensor outputs);
}
