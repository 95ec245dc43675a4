namespace Gans.Formats;

/// <summary>One tensor for <see cref="SafetensorsFile.Write"/>.</summary>
public sealed class SafetensorsEntry
{
    private readonly long[] shape;

    /// <summary>Describes a tensor whose bytes are produced when the file comes to them, so that all tensors need not lie in memory at once.</summary>
    /// <param name="name">Unique in the file, not empty.</param>
    /// <param name="type">Type of each element.</param>
    /// <param name="shape">Sizes along the axes, each 0 or more; empty for a single number.</param>
    /// <param name="write">Writes all elements in C order, little-endian, to the stream's end and nothing else.</param>
    /// <exception cref="ArgumentException">The shape is negative or reaches 2^63 bytes, or the name is empty.</exception>
    public SafetensorsEntry(string name, WeightElement type, ReadOnlySpan<long> shape, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(write);
        ByteCount = ArrayShape.ByteCount(shape, type.Size())
            ?? throw new ArgumentException($"The shape {ArrayShape.Text(shape)} of {name} is negative or reaches 2^63 bytes.", nameof(shape));
        (Name, Type, Write, this.shape) = (name, type, write, shape.ToArray());
    }

    /// <summary>Describes a tensor that lies in memory.</summary>
    /// <param name="name">Unique in the file, not empty.</param>
    /// <param name="type">Type of each element.</param>
    /// <param name="shape">Sizes along the axes, each 0 or more; empty for a single number.</param>
    /// <param name="bytes">All elements in C order, little-endian.</param>
    /// <exception cref="ArgumentException">The shape has another number of bytes, or the name is empty.</exception>
    public SafetensorsEntry(string name, WeightElement type, ReadOnlySpan<long> shape, ReadOnlyMemory<byte> bytes)
        : this(name, type, shape, stream => stream.Write(bytes.Span))
    {
        if (bytes.Length != ByteCount)
        {
            throw new ArgumentException($"{name}, {type} {ArrayShape.Text(shape)}, has {ByteCount} bytes, found {bytes.Length}.", nameof(bytes));
        }
    }

    /// <summary>Name of the tensor.</summary>
    public string Name { get; }

    /// <summary>Type of each element.</summary>
    public WeightElement Type { get; }

    /// <summary>Sizes along the axes.</summary>
    public IReadOnlyList<long> Shape => shape;

    /// <summary>Bytes of all elements.</summary>
    public long ByteCount { get; }

    /// <summary>Writes the elements.</summary>
    internal Action<Stream> Write { get; }
}
