namespace Gans.Models;

/// <summary>Which of the critic's parameters weight clipping holds.</summary>
public enum ClippedWeights
{
    /// <summary>All, biases and normalisation included, as the WGAN paper does.</summary>
    All,

    /// <summary>Kernels of convolutions only.</summary>
    Convolutions,
}
