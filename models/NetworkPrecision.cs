using Gans.Models.Layers;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>In which numbers a network's convolutions multiply.</summary>
public static class NetworkPrecision
{
    /// <summary>Sets it for all of them. Other layers know Float32 only.</summary>
    /// <param name="network">The network.</param>
    /// <param name="precision">The numbers.</param>
    public static void UsePrecision(this Module network, Precision precision)
    {
        foreach (var layer in network.modules().Prepend(network).OfType<KernelLayer>())
        {
            layer.Precision = precision;
        }
    }
}
