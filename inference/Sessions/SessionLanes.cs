using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference;

/// <summary>
/// Owns a model's session and lends out its lanes, one a concurrent call. Disposing refuses new calls at once and frees everything when the
/// last call under way has come back. Thread-safe.
/// </summary>
/// <param name="session">The model; owned.</param>
/// <param name="create">Makes a lane.</param>
/// <param name="owner">The type that is disposed, to name to callers that come too late.</param>
internal sealed class SessionLanes<TLane>(InferenceSession session, Func<TLane> create, Type owner) : IDisposable
    where TLane : IDisposable
{
    private readonly Lock gate = new();
    private readonly Stack<TLane> idle = new();
    private int lent;
    private bool isDisposed;

    /// <summary>Lends a lane, which must come back through <see cref="Return"/>.</summary>
    /// <exception cref="ObjectDisposedException">The owner is disposed.</exception>
    internal TLane Rent()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, owner);
            var lane = idle.TryPop(out var kept) ? kept : create();
            lent++;
            return lane;
        }
    }

    internal void Return(TLane lane)
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
