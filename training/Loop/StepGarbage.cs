namespace Gans.Training.Loop;

/// <summary>Has garbage collected between steps, so that hardly ever a collection falls into one.</summary>
/// <remarks>
/// TorchSharp 0.107 passes libtorch the address of a number (the 1 in <c>x + 1</c>, also the one that <c>x + y</c> multiplies by) and keeps nothing alive
/// meanwhile. A collection in that moment frees the number, and the call fails with "Expected false to be true" or goes on with another value: one in a
/// hundred collections did, where a thread only adds numbers.
/// </remarks>
internal sealed class StepGarbage
{
    /// <summary>Bytes allocated from which it pays. Left to itself the collector waits for a share of the processor's cache, 6 to 75 MB.</summary>
    internal const long Worthwhile = 4 << 20;

    private long collectedAt = GC.GetTotalAllocatedBytes();

    /// <summary>Collects if enough was allocated since the last time. To be called where no call of libtorch is under way.</summary>
    public void Collect()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - collectedAt >= Worthwhile)
        {
            GC.Collect(generation: 0, GCCollectionMode.Forced, blocking: true);
            collectedAt = allocated;
        }
    }
}
