using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>What a network holds: counts, freezing, and the state that checkpoints keep.</summary>
public static class NetworkState
{
    /// <summary>Parameters, then buffers, of a network and its parts, by the names that checkpoints use.</summary>
    /// <param name="network">The network.</param>
    public static IEnumerable<(string Name, torch.Tensor Value)> NamedState(this Module network) =>
        network.named_parameters().Select(entry => (entry.name, (torch.Tensor)entry.parameter)).Concat(network.named_buffers());

    /// <summary>Number of values that training changes.</summary>
    /// <param name="network">The network.</param>
    public static long TrainableParameterCount(this Module network) => network.parameters().Sum(parameter => parameter.numel());

    /// <summary>Number of all values, running statistics included but not counters: the "total" of a Keras summary.</summary>
    /// <param name="network">The network.</param>
    public static long ParameterCount(this Module network) =>
        network.NamedState().Where(entry => entry.Value.is_floating_point()).Sum(entry => entry.Value.numel());

    /// <summary>
    /// Stops gradients at a network's parameters until the result is disposed: the other player's update leaves it alone, and pays nothing for it.
    /// </summary>
    /// <param name="network">The network.</param>
    public static IDisposable Frozen(this Module network) => new FrozenScope([.. network.parameters().Where(parameter => parameter.requires_grad)]);

    private sealed class FrozenScope : IDisposable
    {
        private readonly Parameter[] frozen;

        internal FrozenScope(Parameter[] parameters)
        {
            frozen = parameters;
            Set(requiresGrad: false);
        }

        public void Dispose() => Set(requiresGrad: true);

        private void Set(bool requiresGrad) => Array.ForEach(frozen, parameter => parameter.requires_grad = requiresGrad);
    }
}
