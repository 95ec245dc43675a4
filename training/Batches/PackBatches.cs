using Gans.Formats;
using Gans.Models;
using static TorchSharp.torch;

namespace Gans.Training.Batches;

/// <summary>Draws images of a dataset pack, or of a part of it, uniformly with replacement, as spec 04, section 0.2 has it.</summary>
/// <remarks>
/// Indices come from the CPU's generator of <see cref="TorchRandom"/>, so that a checkpoint of its state is one of the sampler. Only the images that are
/// drawn are read from the disk.
/// </remarks>
/// <param name="pack">The images, which stay the caller's.</param>
/// <param name="range">What black and white become.</param>
/// <param name="device">Where batches are made.</param>
/// <param name="part">Indices of the images that are drawn from; null for all.</param>
public sealed class PackBatches(DatasetPack pack, PixelRange range, Device device = default, IReadOnlyList<long>? part = null) : IBatchSource
{
    /// <inheritdoc/>
    public long Count => part?.Count ?? pack.Count;

    /// <inheritdoc/>
    public Batch Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        using var drawn = randint(0, Count, [count], ScalarType.Int64);
        return Read(part is null ? drawn.Span<long>() : Array.ConvertAll(drawn.ToArray<long>(), i => part[(int)i]));
    }

    /// <inheritdoc/>
    public IBatchSource PickLabelled(int perClass)
    {
        var classes = Enumerable.Range(0, (int)pack.Count).Select(i => (long)i).ToLookup(i => pack.GetLabel(i));
        return new PackBatches(pack, range, device, [.. Enumerable.Range(0, pack.ClassNames.Count).SelectMany(label => Pick([.. classes[label]], perClass))]);
    }

    /// <summary>Images in the order of the pack.</summary>
    /// <param name="first">Index of the first.</param>
    /// <param name="count">How many.</param>
    /// <returns>A batch owned by the current scope, on the training's device.</returns>
    public Batch Range(long first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return Read([.. Enumerable.Range(0, count).Select(i => first + i)]);
    }

    private static long[] Pick(long[] indices, int count)
    {
        if (indices.Length == 0)
        {
            return [];
        }

        using var drawn = randint(0, indices.Length, [count], ScalarType.Int64);
        return Array.ConvertAll(drawn.ToArray<long>(), i => indices[i]);
    }

    private Batch Read(ReadOnlySpan<long> indices)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var pixels = empty([indices.Length, pack.Height, pack.Width, pack.Channels], ScalarType.Byte);
        var bytes = pixels.Span<byte>();
        var size = bytes.Length / indices.Length;
        for (var i = 0; i < indices.Length; i++)
        {
            pack.GetImage(indices[i]).CopyTo(bytes.Slice(i * size, size));
        }

        return new Batch(Pixels.ToImages(pixels.to(device), range)), pack.HasLabels ? scope.Keep(Labels(indices)) : null.MoveToOuterDisposeScope();
    }

    private Tensor Labels(ReadOnlySpan<long> indices)
    {
        var labels = new long[indices.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = pack.GetLabel(indices[i]);
        }

        return tensor(labels, labels.Length).to(device);
    }
}
