using System.Runtime.InteropServices;

namespace Gans.Formats;

/// <summary>An array in memory, in C order, as <c>.npy</c> and <c>.npz</c> files hold it. Nothing in it changes.</summary>
public sealed class NpyArray
{
    private readonly byte[] bytes;
    private readonly long[] shape;

    internal NpyArray(NpyType type, long[] shape, byte[] bytes) => (Type, this.shape, this.bytes) = (type, shape, bytes);

    /// <summary>Type of each element.</summary>
    public NpyType Type { get; }

    /// <summary>Sizes along the axes; empty for a single number.</summary>
    public IReadOnlyList<long> Shape => shape;

    /// <summary>All elements as they lie in the file, little-endian.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Copies elements into an array.</summary>
    /// <typeparam name="T">bool, byte, sbyte, short, int, long, Half, float or double.</typeparam>
    /// <param name="elements">All elements in C order.</param>
    /// <param name="shape">Sizes along the axes; their product is the number of elements.</param>
    /// <exception cref="ArgumentException">The product differs, or the type has no NumPy counterpart here.</exception>
    public static NpyArray Create<T>(ReadOnlySpan<T> elements, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var type = NpyTypes.Of<T>();
        var source = MemoryMarshal.AsBytes(elements);
        CheckLength(source.Length, type, shape);
        return new NpyArray(type, shape.ToArray(), source.ToArray());
    }

    /// <summary>All elements in C order; a view.</summary>
    /// <typeparam name="T">The managed counterpart of <see cref="Type"/>.</typeparam>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    public ReadOnlySpan<T> Elements<T>()
        where T : unmanaged
    {
        CheckType<T>(Type);
        return MemoryMarshal.Cast<byte, T>(bytes);
    }

    internal static void CheckType<T>(NpyType type)
        where T : unmanaged
    {
        if (NpyTypes.Of<T>() != type)
        {
            throw new InvalidOperationException($"The array holds {type}, asked for {typeof(T).Name}; look at its Type first.");
        }
    }

    internal static void CheckLength(long found, NpyType type, ReadOnlySpan<long> shape)
    {
        if (ArrayShape.ByteCount(shape, type.Size()) != found)
        {
            throw new ArgumentException($"The shape {ArrayShape.Text(shape)} does not have {found / type.Size()} elements.", nameof(shape));
        }
    }
}
