using Gans.Formats;
using Gans.Torch;

namespace Gans.Training.Batches;

/// <summary>Draws images of a dataset pack uniformly with replacement, as spec 04, section 0.2 has it.</summary>
/// <remarks>
/// Indices come from the CPU's generator of <see cref="TorchRandom"/>, so that a checkpoint of its state is one of the sampler. Only the images that are
/// drawn are read from the disk.
/// </remarks>
/// <param name="pack">The images, which stay the caller's.</param>
/// <param name="device">Where batches are made.</param>
public sealed class PackBatches(DatasetPack pack, Device device = default) : IBatchSource
{
    /// <inheritdoc/>
    public long Count => pack.Count;

    /// <inheritdoc/>
    public Batch Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        using var indices = Tensor.RandomIntegers(0, pack.Count, [count]);
        return Read(indices.Span<long>());
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

    private Batch Read(ReadOnlySpan<long> indices)
    {
        using var scope = new TensorScope();
        using var plain = Autograd.NoGrad();
        var pixels = Tensor.Empty([indices.Length, pack.Height, pack.Width, pack.Channels], DType.UInt8);
        var bytes = pixels.Span<byte>();
        var size = bytes.Length / indices.Length;
        for (var i = 0; i < indices.Length; i++)
        {
            pack.GetImage(indices[i]).CopyTo(bytes.Slice(i * size, size));
        }

        return new Batch(scope.Keep(Pixels.ToImages(pixels.To(device))), pack.HasLabels ? scope.Keep(Labels(indices)) : null);
    }

    private Tensor Labels(ReadOnlySpan<long> indices)
    {
        var labels = new long[indices.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = pack.GetLabel(indices[i]);
        }

        return Tensor.From(labels, labels.Length).To(device);
    }
}
