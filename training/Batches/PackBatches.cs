using Gans.Formats;
using Gans.Models;
using static TorchSharp.torch;

namespace Gans.Training.Batches;

/// <summary>Draws images of a dataset pack, or of a part of it, uniformly with replacement, with their targets where there are such.</summary>
/// <remarks>
/// Indices come from the CPU's generator of libtorch, so that a checkpoint of its state is one of the sampler. Only the images that are
/// drawn are read from the disk.
/// </remarks>
/// <param name="pack">The images, which stay the caller's.</param>
/// <param name="range">What black and white become.</param>
/// <param name="device">Where batches are made.</param>
/// <param name="part">Indices of the images that are drawn from; null for all.</param>
/// <param name="augmentation">Changes of the images that are drawn, both of a pair alike; null for none.</param>
internal sealed class PackBatches(
    DatasetPack pack, PixelRange range, Device? device = null, IReadOnlyList<long>? part = null, Augmentation? augmentation = null) : IBatchSource
{
    /// <inheritdoc/>
    public long Count => part?.Count ?? pack.Count;

    /// <inheritdoc/>
    public Batch Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var drawn = Draw(Count, count);
        var maps = Array.ConvertAll(drawn, _ => augmentation?.Draw(pack.Height, pack.Width));
        return Read(part is null ? drawn : Array.ConvertAll(drawn, i => part[(int)i]), maps);
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
        return Read([.. Enumerable.Range(0, count).Select(i => first + i)], new PixelMap?[count]);
    }

    private static long[] Pick(long[] indices, int count)
    {
        if (indices.Length == 0)
        {
            return [];
        }

        return Array.ConvertAll(Draw(indices.Length, count), i => indices[i]);
    }

    private static long[] Draw(long below, int count)
    {
        using var drawn = randint(0, below, [count], ScalarType.Int64);
        return drawn.data<long>().ToArray();
    }

    private Batch Read(long[] indices, PixelMap?[] maps) => new(Images(indices, maps, pack.GetImage), pack.HasLabels ? Labels(indices) : null)
    {
        Targets = pack.HasPairs ? Images(indices, maps, pack.GetPair) : null,
    };

    private Tensor Images(long[] indices, PixelMap?[] maps, Func<long, ReadOnlySpan<byte>> read)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var size = pack.Height * pack.Width * pack.Channels;
        var bytes = new byte[indices.Length * size];
        for (var i = 0; i < indices.Length; i++)
        {
            var place = bytes.AsSpan(i * size, size);
            if (maps[i] is { } map)
            {
                map.Apply(read(indices[i]), place, pack.Channels);
            }
            else
            {
                read(indices[i]).CopyTo(place);
            }
        }

        var pixels = tensor(bytes, [indices.Length, pack.Height, pack.Width, pack.Channels], device: device);
        return Pixels.ToImages(pixels, range).MoveToOuterDisposeScope();
    }

    private Tensor Labels(ReadOnlySpan<long> indices)
    {
        var labels = new long[indices.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = pack.GetLabel(indices[i]);
        }

        return tensor(labels, [labels.Length], device: device);
    }
}
