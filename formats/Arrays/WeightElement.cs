using System.Runtime.InteropServices;

namespace Gans.Formats;

/// <summary>Element types of weight files, safetensors among them; all little-endian.</summary>
public enum WeightElement
{
    /// <summary>One byte, 0 or 1.</summary>
    Bool,

    /// <summary>8-bit unsigned.</summary>
    UInt8,

    /// <summary>8-bit signed.</summary>
    Int8,

    /// <summary>16-bit unsigned.</summary>
    UInt16,

    /// <summary>16-bit signed.</summary>
    Int16,

    /// <summary>32-bit signed.</summary>
    Int32,

    /// <summary>64-bit signed.</summary>
    Int64,

    /// <summary>IEEE half precision.</summary>
    Float16,

    /// <summary>Brain float: the range of single precision with 8 bits of mantissa.</summary>
    BFloat16,

    /// <summary>IEEE single precision.</summary>
    Float32,

    /// <summary>IEEE double precision.</summary>
    Float64,
}

/// <summary>Facts about <see cref="WeightElement"/>.</summary>
internal static class WeightElements
{
    /// <summary>Bytes an element.</summary>
    internal static int Size(this WeightElement type) => type switch
    {
        WeightElement.Bool or WeightElement.UInt8 or WeightElement.Int8 => 1,
        WeightElement.UInt16 or WeightElement.Int16 or WeightElement.Float16 or WeightElement.BFloat16 => 2,
        WeightElement.Int32 or WeightElement.Float32 => 4,
        WeightElement.Int64 or WeightElement.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
    };

    /// <summary>All elements as single precision, rounded to nearest where they have more bits.</summary>
    /// <param name="type">What the bytes hold.</param>
    /// <param name="bytes">A whole number of elements.</param>
    internal static float[] ToSingles(this WeightElement type, ReadOnlySpan<byte> bytes) => type switch
    {
        WeightElement.Bool => Convert<byte>(bytes, static value => value == 0 ? 0 : 1),
        WeightElement.UInt8 => Convert<byte>(bytes, static value => value),
        WeightElement.Int8 => Convert<sbyte>(bytes, static value => value),
        WeightElement.UInt16 => Convert<ushort>(bytes, static value => value),
        WeightElement.Int16 => Convert<short>(bytes, static value => value),
        WeightElement.Int32 => Convert<int>(bytes, static value => value),
        WeightElement.Int64 => Convert<long>(bytes, static value => value),
        WeightElement.Float16 => Convert<Half>(bytes, static value => (float)value),
        WeightElement.BFloat16 => Convert<ushort>(bytes, static value => BitConverter.UInt32BitsToSingle((uint)value << 16)),
        WeightElement.Float32 => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
        WeightElement.Float64 => Convert<double>(bytes, static value => (float)value),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
    };

    private static float[] Convert<T>(ReadOnlySpan<byte> bytes, Func<T, float> convert)
        where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(bytes);
        var singles = new float[values.Length];
        for (var i = 0; i < singles.Length; i++)
        {
            singles[i] = convert(values[i]);
        }

        return singles;
    }
}
