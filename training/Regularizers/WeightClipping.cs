using Gans.Models;
using Gans.Torch;

namespace Gans.Training.Regularizers;

/// <summary>Holds a critic's weights within a box after each of its steps.</summary>
/// <remarks>Arjovsky et al., Wasserstein GAN, 2017 (arXiv:1701.07875), algorithm 1, line 7.</remarks>
public static class WeightClipping
{
    private const int ConvolutionRank = 4;

    /// <summary>Moves every weight into [-limit, limit].</summary>
    /// <param name="network">The critic.</param>
    /// <param name="limit">Greatest magnitude, above 0.</param>
    /// <param name="which">Which weights.</param>
    public static void Apply(Module network, double limit, ClippedWeights which)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        using var plain = Autograd.NoGrad();
        foreach (var parameter in network.Parameters())
        {
            if (which == ClippedWeights.All || parameter.Rank == ConvolutionRank)
            {
                parameter.ClampInPlace(-limit, limit);
            }
        }
    }
}
