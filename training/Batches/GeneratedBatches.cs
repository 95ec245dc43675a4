using Gans.Models;
using static TorchSharp.torch;

namespace Gans.Training.Batches;

/// <summary>Draws vectors that are made as they are asked for, by the CPU's generator of libtorch.</summary>
/// <param name="data">Their law.</param>
/// <param name="device">Where batches are made.</param>
internal sealed class GeneratedBatches(GeneratedData data, Device? device = null) : IBatchSource
{
    /// <inheritdoc/>
    public long Count => data.Count;

    /// <inheritdoc/>
    public Batch Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new Batch(data.Draw(count).to(device ?? CPU));
    }

    /// <inheritdoc/>
    public IBatchSource PickLabelled(int perClass) => throw new NotSupportedException($"{data.Name} has no classes.");
}
