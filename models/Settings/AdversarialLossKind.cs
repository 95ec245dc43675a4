namespace Gans.Models;

/// <summary>What the two players minimise.</summary>
public enum AdversarialLossKind
{
    /// <summary>Binary cross-entropy; the generator wants its images called real: -log D(G(z)). The usual one.</summary>
    NonSaturating,

    /// <summary>Binary cross-entropy; the generator minimises log(1 - D(G(z))), which is flat where it loses.</summary>
    Minimax,

    /// <summary>Squared distance of unbounded scores from the targets.</summary>
    LeastSquares,

    /// <summary>Difference of mean scores; the critic needs clipped weights or a gradient penalty.</summary>
    Wasserstein,

    /// <summary>Difference of scores up to a margin of 1.</summary>
    Hinge,

    /// <summary>Difference of an autoencoder's errors, in a balance that is kept; for models whose discriminator is one.</summary>
    BoundaryEquilibrium,

    /// <summary>Cross-entropy of how much more real a real image looks than a generated one, in pairs: -log sigmoid(D(x) - D(G(z))).</summary>
    RelativisticPairing,
}
