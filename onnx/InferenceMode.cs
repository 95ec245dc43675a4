using Gans.Onnx.Recording;
using static TorchSharp.torch;

namespace Gans.Onnx;

/// <summary>A network in inference mode, and libtorch's generator at a known place, until it is disposed: then all is as it was.</summary>
internal sealed class InferenceMode : IDisposable
{
    private readonly List<(nn.Module Module, bool Training)> before;
    private readonly Tensor random;

    public InferenceMode(nn.Module network, long seed)
    {
        before = [.. new NetworkState(network).Modules.Select(static entry => (entry.Module, entry.Module.training))];
        random = get_rng_state().DetachFromDisposeScope();
        network.eval();
        manual_seed(seed);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (module, training) in before)
        {
            module.train(training);   // parents first, so that a part's own mode has the last word
        }

        set_rng_state(random);
        random.Dispose();
    }
}
