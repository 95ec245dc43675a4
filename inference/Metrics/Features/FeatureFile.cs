using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Vectors in a temporary file, so that memory stays the same for any number of images. Written by one thread first, then read by any.</summary>
/// <remarks>The file has no name any more as soon as it is open where the system allows that, and goes with the process however that ends.</remarks>
internal sealed class FeatureFile : FeatureRows, IDisposable
{
    private const int BlockValues = 1 << 16;

    private readonly FileStream file;
    private readonly int dimensions;
    private long count;

    /// <summary>Starts empty.</summary>
    /// <param name="dimensions">Values in one vector, 1 or more.</param>
    internal FeatureFile(int dimensions)
    {
        this.dimensions = dimensions;
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(
                $"Keeping features in {Path.GetTempPath()}: {e.Message.TrimEnd('.')}. Set TMPDIR to a folder that can be written to.", e);
        }

        if (OperatingSystem.IsLinux())
        {
            File.Delete(path);
        }
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
        catch (IOException e) when (WriteFailure.IsDiskFull(e))
        {
            throw new IOException(
                $"Keeping features in {Path.GetTempPath()}: the disk is full. Free space there, or set TMPDIR to a folder on another disk.", e);
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

    /// <summary>All vectors as they were appended.</summary>
    internal float[] ToArray()
    {
        var values = new float[count * dimensions];
        for (var start = 0; start < values.Length; start += BlockValues)
        {
            ReadFloats(start, values.AsSpan(start, Math.Min(BlockValues, values.Length - start)));
        }

        return values;
    }

    /// <summary>Deletes the file.</summary>
    public void Dispose() => file.Dispose();

    private void ReadFloats(long position, Span<float> values)
    {
        var bytes = MemoryMarshal.AsBytes(values);
        for (var offset = position * sizeof(float); !bytes.IsEmpty;)
        {
            var read = RandomAccess.Read(file.SafeFileHandle, bytes, offset);
            ArgumentOutOfRangeException.ThrowIfZero(read, nameof(position));
            offset += read;
            bytes = bytes[read..];
        }
    }
}
