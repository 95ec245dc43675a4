using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Steps;

/// <summary>Replaces the first values of kernels by those of one law.</summary>
internal static class FirstWeights
{
    private const int LeastKernelRank = 2;

    /// <summary>
    /// Draws every kernel and embedding from N(0, deviation^2), by the CPU's generator. Biases and normalisations, which have one axis, stay.
    /// </summary>
    /// <remarks>
    /// Chapter 5 of Brownlee, hack 5, after Radford et al., Unsupervised Representation Learning with Deep Convolutional GANs, 2015 (arXiv:1511.06434).
    /// </remarks>
    /// <param name="network">The network, on the CPU.</param>
    /// <param name="deviation">The deviation; 0 leaves all as it is.</param>
    internal static void Draw(Module network, double deviation)
    {
        if (deviation == 0)
        {
            return;
        }

        using var plain = no_grad();
        foreach (var parameter in network.parameters().Where(parameter => parameter.dim() >= LeastKernelRank))
        {
            parameter.normal_(0, deviation);
        }
    }
}
