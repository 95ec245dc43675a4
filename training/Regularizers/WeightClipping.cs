using Gans.Models;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Regularizers;

/// <summary>Holds a critic's weights within a box after each of its steps.</summary>
/// <remarks>Arjovsky et al., Wasserstein GAN, 2017 (arXiv:1701.07875), algorithm 1, line 7.</remarks>
internal static class WeightClipping
{
    private const int ConvolutionRank = 4;

    /// <summary>Moves every weight into [-limit, limit].</summary>
    /// <param name="network">The critic.</param>
    /// <param name="limit">Greatest magnitude, above 0.</param>
    /// <param name="which">Which weights.</param>
    public static void Apply(Module network, double limit, ClippedWeights which)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        using var plain = no_grad();
        foreach (var parameter in network.parameters())
        {
            if (which == ClippedWeights.All || parameter.dim() == ConvolutionRank)
            {
                parameter.clamp_(Held.Number(-limit), Held.Number(limit));
            }
        }
    }
}
