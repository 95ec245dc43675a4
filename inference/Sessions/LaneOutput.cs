using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference;

/// <summary>Runs the model to one of its outputs.</summary>
/// <param name="session">The model; not owned.</param>
/// <param name="inputs">Every input of the model.</param>
/// <param name="output">The output to compute.</param>
/// <param name="onDevice">The model runs on a device with memory of its own.</param>
internal sealed class LaneOutput<T>(InferenceSession session, IPinnedTensor[] inputs, PinnedTensor<T> output, bool onDevice) : IDisposable
    where T : unmanaged
{
    private readonly LaneOutputs outputs = new(session, inputs, [output], onDevice);

    /// <summary>Runs a batch of what the inputs hold.</summary>
    /// <returns>The first <paramref name="count"/> rows of the output, until the next run.</returns>
    /// <exception cref="OnnxRuntimeException">The model failed.</exception>
    internal ReadOnlySpan<T> Run(int count)
    {
        outputs.Run(count);
        return output.First(count);
    }

    /// <inheritdoc/>
    public void Dispose() => outputs.Dispose();
}
