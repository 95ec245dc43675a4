using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference;

/// <summary>
/// Owns a model's session and lends out its lanes, one a concurrent call. Disposing refuses new calls at once and frees everything when the
/// last call under way has come back. Thread-safe.
/// </summary>
/// <param name="session">The model; owned.</param>
/// <param name="contract">Shapes.</param>
/// <param name="batchSize">Most images of one run.</param>
/// <param name="onDevice">The model runs on a device with memory of its own.</param>
internal sealed class SamplingLanes(InferenceSession session, GeneratorContract contract, int batchSize, bool onDevice) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Stack<SamplingLane> idle = new();
    private int lent;
    private bool isDisposed;

    /// <summary>Lends a lane, which must come back through <see cref="Return"/>.</summary>
    /// <exception cref="ObjectDisposedException">The generator is disposed.</exception>
    internal SamplingLane Rent()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, typeof(Generator));
            var lane = idle.TryPop(out var kept) ? kept : new SamplingLane(session, contract, batchSize, onDevice);
            lent++;
            return lane;
        }
    }

    internal void Return(SamplingLane lane)
    {
        lock (gate)
        {
            lent--;
            idle.Push(lane);
            FreeWhenUnused();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            FreeWhenUnused();
        }
    }

    private void FreeWhenUnused()
    {
        if (!isDisposed || lent > 0)
        {
            return;
        }

        while (idle.TryPop(out var lane))
        {
            lane.Dispose();
        }

        session.Dispose();
    }
}
