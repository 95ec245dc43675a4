namespace Gans.Preprocessing.Packing;

/// <summary>
/// Bounds the memory of work in flight by its bytes, whatever the number of cores. Pieces of work are numbered in the order in which their results are taken;
/// the first of them never waits, so that all come to an end, even one that is larger than the budget.
/// </summary>
/// <param name="capacity">Bytes that all pieces but the first may hold together.</param>
internal sealed class ByteBudget(long capacity)
{
    private const long LargePiece = 16 << 20;

    private readonly object gate = new();
    private long held;
    private long left;    // by large pieces, for the collector to find
    private long first;   // number of the piece whose result is taken next
    private bool isOver;

    /// <summary>Takes bytes for a new piece if there is room, or if it is the first.</summary>
    internal bool TryTake(long piece, long bytes)
    {
        lock (gate)
        {
            if (held + bytes > capacity && piece != first)
            {
                return false;
            }

            held += bytes;
            return true;
        }
    }

    /// <summary>Takes more bytes for a piece, and waits for room unless it is the first.</summary>
    /// <exception cref="OperationCanceledException">Nobody will take results any more.</exception>
    internal void Take(long piece, long bytes)
    {
        lock (gate)
        {
            while (!isOver && held + bytes > capacity && piece != first)
            {
                Monitor.Wait(gate);
            }

            held += isOver ? throw new OperationCanceledException() : bytes;
        }
    }

    /// <summary>Gives bytes back.</summary>
    internal void Return(long bytes)
    {
        if (IsTimeToCollect(bytes))
        {
            // Left alone, the collector looks for large arrays only after many hundreds of megabytes, of which nobody here would know.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        }

        lock (gate)
        {
            held -= bytes;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Says that a piece's result was taken: the next one is the first now.</summary>
    internal void Advance()
    {
        lock (gate)
        {
            first++;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Wakes all that wait, for nothing.</summary>
    internal void End()
    {
        lock (gate)
        {
            isOver = true;
            Monitor.PulseAll(gate);
        }
    }

    private bool IsTimeToCollect(long bytes)
    {
        if (bytes < LargePiece)
        {
            return false;
        }

        lock (gate)
        {
            left += bytes;
            var isTime = left >= capacity;
            left = isTime ? 0 : left;
            return isTime;
        }
    }
}

/// <summary>What a piece of work holds of a <see cref="ByteBudget"/>.</summary>
/// <param name="budget">Of all pieces.</param>
/// <param name="piece">The piece's number.</param>
/// <param name="bytes">What was taken for it already.</param>
internal sealed class ByteLease(ByteBudget budget, long piece, long bytes)
{
    private long held = bytes;

    /// <summary>Waits until so many more bytes are free, and takes them.</summary>
    internal void Take(long more)
    {
        budget.Take(piece, more);
        held += more;
    }

    /// <summary>Gives back all but so many bytes.</summary>
    internal void Keep(long rest)
    {
        if (held > rest)
        {
            budget.Return(held - rest);
            held = rest;
        }
    }
}
