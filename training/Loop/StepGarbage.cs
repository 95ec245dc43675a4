namespace Gans.Training.Loop;

/// <summary>Has garbage collected between steps, so that hardly ever a collection falls into one.</summary>
/// <remarks>
/// For networks that are not ours and use TorchSharp's operators, whose numbers a collection in the middle of a call takes from under libtorch. Ours pass only
/// numbers that are <see cref="Gans.Onnx.Held"/>.
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
