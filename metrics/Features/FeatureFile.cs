using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Gans.Inference.Metrics;

/// <summary>Vectors in a file, so that memory stays the same for any number of images. Written by one thread first, then read by any.</summary>
internal sealed class FeatureFile : FeatureRows, IDisposable
{
    private const int BlockValues = 1 << 16;

    private readonly FileStream file;
    private readonly long offset;
    private readonly int dimensions;
    private long count;

    /// <summary>Vectors that a file holds.</summary>
    /// <param name="file">The file; owned from now on.</param>
    /// <param name="offset">Where the first one begins, in bytes.</param>
    /// <param name="dimensions">Values in one vector, 1 or more.</param>
    /// <param name="count">How many there are.</param>
    internal FeatureFile(FileStream file, long offset, int dimensions, long count) =>
        (this.file, this.offset, this.dimensions, this.count) = (file, offset, dimensions, count);

    /// <summary>Starts empty, in a temporary file.</summary>
    /// <param name="dimensions">Values in one vector, 1 or more.</param>
    internal FeatureFile(int dimensions)
    {
        this.dimensions = dimensions;
        file = ScratchFile.Create("features");
    }

    /// <inheritdoc/>
    public override long Count => count;

    /// <inheritdoc/>
    public override int Dimensions => dimensions;

    /// <summary>Appends vectors.</summary>
    /// <param name="rows">[N, D], row-major.</param>
    internal void Append(ReadOnlySpan<float> rows)
    {
        try
        {
            RandomAccess.Write(file.SafeFileHandle, MemoryMarshal.AsBytes(rows), count * dimensions * sizeof(float));
        }
        catch (IOException e) when (ScratchFile.Explain("features", e) is { } explained)
        {
            throw explained;
        }

        count += rows.Length / dimensions;
    }

    /// <inheritdoc/>
    public override void Read(long start, Span<double> rows)
    {
        var block = ArrayPool<float>.Shared.Rent(Math.Min(rows.Length, BlockValues));
        for (var position = start * dimensions; !rows.IsEmpty;)
        {
            var part = block.AsSpan(0, Math.Min(rows.Length, block.Length));
            ReadFloats(position, part);
            TensorPrimitives.ConvertChecked<float, double>(part, rows);
            position += part.Length;
            rows = rows[part.Length..];
        }

        ArrayPool<float>.Shared.Return(block);
    }

    /// <inheritdoc/>
    internal override void ReadSingles(long start, Span<float> rows) => ReadFloats(start * dimensions, rows);

    /// <summary>Closes the file, and deletes a temporary one.</summary>
    public void Dispose() => file.Dispose();

    private void ReadFloats(long position, Span<float> values)
    {
        var bytes = MemoryMarshal.AsBytes(values);
        for (var place = offset + (position * sizeof(float)); !bytes.IsEmpty;)
        {
            var read = RandomAccess.Read(file.SafeFileHandle, bytes, place);
            ArgumentOutOfRangeException.ThrowIfZero(read, nameof(position));
            place += read;
            bytes = bytes[read..];
        }
    }
}
