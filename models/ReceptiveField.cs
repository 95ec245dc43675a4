using Gans.Models.Layers;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>How many pixels a side of the input one output of convolutions sees.</summary>
public static class ReceptiveField
{
    /// <summary>Of convolutions one after the other.</summary>
    /// <remarks>Chapter 22 of Brownlee, equation 22.1: from the output back to the input, field = (field - 1) stride + kernel.</remarks>
    /// <param name="convolutions">Kernel and stride of each, from the input to the output.</param>
    /// <returns>Pixels a side, 1 where there are none.</returns>
    public static long Of(IEnumerable<(long Kernel, long Stride)> convolutions) =>
        convolutions.Reverse().Aggregate(1L, static (field, convolution) => ((field - 1) * convolution.Stride) + convolution.Kernel);

    /// <summary>Of a network whose convolutions follow each other in the order of their registration, such as a discriminator of patches.</summary>
    /// <param name="network">The network.</param>
    public static long Of(Module network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Of(network.modules().OfType<ConvolutionLayer>().Select(static layer => (layer.Kernel.Rows, layer.Stride)));
    }
}
