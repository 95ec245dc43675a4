using Gans.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.BigGan;

/// <summary>What BigGAN and BigGAN-deep have alike: how maps begin and how images end, and how a discriminator judges.</summary>
/// <remarks>Brock et al., 2018 (arXiv:1809.11096), appendix B.</remarks>
internal static class BigGanEnds
{
    private const int FirstSize = 4;

    /// <summary>Pixels a side after a number of doublings.</summary>
    internal static int SizeAfter(int doublings) => FirstSize << doublings;

    /// <summary>Vectors [N, inputs] to the first maps [N, features, 4, 4].</summary>
    internal static Module<Tensor, Tensor> Project(long inputs, long features, Initializer weights) => new Sequential
    {
        { "linear", new SpectralLinear(inputs, features * FirstSize * FirstSize, weights), new Reshape(features, FirstSize, FirstSize) },
    };

    /// <summary>The last maps to images from -1 to 1.</summary>
    internal static Sequential ToImage(long features, long channels, Initializer weights) => new()
    {
        { "norm", new BatchNorm(features, momentum: 0.1, epsilon: 1e-5), ReLU() },
        { "conv", new SpectralConv2d(features, channels, 3, weights), Tanh() },
    };

    /// <summary>The sum of the trunk's last maps over all pixels, judged as an image and as one of its class.</summary>
    internal static ProjectionDiscriminator Judge(Sequential trunk, long features, int classes, Initializer weights)
    {
        trunk.Add("sum", ReLU(), new GlobalSumPool2d());
        return new ProjectionDiscriminator(trunk, new SpectralLinear(features, 1, weights), new SpectralEmbedding(classes, features, weights));
    }
}
