namespace Gans.Torch;

/// <summary>Element type of a tensor. The values are libtorch's.</summary>
public enum DType
{
    /// <summary>8-bit unsigned integer: image bytes.</summary>
    UInt8 = 0,

    /// <summary>32-bit signed integer.</summary>
    Int32 = 3,

    /// <summary>64-bit signed integer: labels and indices.</summary>
    Int64 = 4,

    /// <summary>IEEE half precision.</summary>
    Float16 = 5,

    /// <summary>IEEE single precision, the type of weights and images.</summary>
    Float32 = 6,

    /// <summary>IEEE double precision.</summary>
    Float64 = 7,

    /// <summary>One byte, 0 or 1.</summary>
    Bool = 11,

    /// <summary>Brain float: the range of single precision with 8 bits of mantissa.</summary>
    BFloat16 = 15,
}

/// <summary>Facts about element types.</summary>
public static class DTypes
{
    /// <summary>Bytes that one element takes.</summary>
    /// <param name="type">The element type.</param>
    public static int Size(this DType type) => type switch
    {
        DType.UInt8 or DType.Bool => 1,
        DType.Float16 or DType.BFloat16 => 2,
        DType.Int32 or DType.Float32 => 4,
        DType.Int64 or DType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type of this library."),
    };

    /// <summary>Whether values of the type have a fraction, and so can have gradients.</summary>
    /// <param name="type">The element type.</param>
    public static bool IsFloatingPoint(this DType type) => type is DType.Float16 or DType.Float32 or DType.Float64 or DType.BFloat16;

    /// <summary>The element type that stores a .NET type as it is.</summary>
    /// <typeparam name="T"><see cref="float"/>, <see cref="double"/>, <see cref="Half"/>, <see cref="long"/>, <see cref="int"/>, <see cref="byte"/> or <see cref="bool"/>.</typeparam>
    /// <exception cref="NotSupportedException">No element type stores <typeparamref name="T"/>.</exception>
    public static DType Of<T>()
        where T : unmanaged
    {
        return Type.GetTypeCode(typeof(T)) switch
        {
            TypeCode.Single => DType.Float32,
            TypeCode.Double => DType.Float64,
            TypeCode.Int64 => DType.Int64,
            TypeCode.Int32 => DType.Int32,
            TypeCode.Byte => DType.UInt8,
            TypeCode.Boolean => DType.Bool,
            _ when typeof(T) == typeof(Half) => DType.Float16,
            _ => throw new NotSupportedException($"No tensor element type stores {typeof(T).Name}; use float, double, Half, long, int, byte or bool."),
        };
    }
}
