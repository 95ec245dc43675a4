using System.Runtime.InteropServices;

namespace Gans.Formats;

/// <summary>A <c>.npy</c> file mapped into memory, read-only. Threads may read side by side.</summary>
/// <remarks>Spans that it gave out must not be used after <see cref="Dispose"/>. One that is forgotten keeps its address space, and nothing breaks.</remarks>
public sealed class MappedNpyArray : IDisposable
{
    private readonly MappedFile file;
    private readonly long[] shape;
    private readonly long dataOffset;

    internal MappedNpyArray(MappedFile file, NpyHeader header, long dataOffset) =>
        (this.file, Type, shape, this.dataOffset, Length) = (file, header.Type, header.Shape, dataOffset, header.DataSize / header.Type.Size());

    /// <summary>Type of each element.</summary>
    public NpyType Type { get; }

    /// <summary>Sizes along the axes; empty for a single number.</summary>
    public IReadOnlyList<long> Shape => shape;

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>A run of elements in C order; a view.</summary>
    /// <typeparam name="T">The managed counterpart of <see cref="Type"/>.</typeparam>
    /// <param name="start">Index of the first, counted over all axes.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The run reaches beyond the array.</exception>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    /// <exception cref="ObjectDisposedException">The array was disposed.</exception>
    public ReadOnlySpan<T> Slice<T>(long start, int count)
        where T : unmanaged
    {
        NpyArray.CheckType<T>(Type);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Length - count);
        var size = Type.Size();
        return MemoryMarshal.Cast<byte, T>(file.Slice(dataOffset + (start * size), checked(count * size)));
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose() => file.Dispose();
}
