using Gans.Torch;

namespace Gans.Training.Steps;

/// <summary>Replaces the first values of kernels by those of one law.</summary>
internal static class FirstWeights
{
    private const int LeastKernelRank = 2;

    /// <summary>Draws every kernel and embedding from N(0, deviation^2), by the CPU's generator. Biases and normalisations, which have one axis, stay.</summary>
    /// <remarks>Spec 01, H5, after Radford et al., Unsupervised Representation Learning with Deep Convolutional GANs, 2015 (arXiv:1511.06434).</remarks>
    /// <param name="network">The network, on the CPU.</param>
    /// <param name="deviation">The deviation; 0 leaves all as it is.</param>
    internal static void Draw(Module network, double deviation)
    {
        if (deviation == 0)
        {
            return;
        }

        using var plain = Autograd.NoGrad();
        foreach (var parameter in network.Parameters().Where(parameter => parameter.Rank >= LeastKernelRank))
        {
            parameter.NormalInPlace(0, deviation);
        }
    }
}
