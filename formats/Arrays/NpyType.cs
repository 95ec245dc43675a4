using System.Diagnostics.CodeAnalysis;

namespace Gans.Formats;

/// <summary>Element types of NumPy arrays that we read and write; all little-endian.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "These are NumPy's own names of the types.")]
public enum NpyType
{
    /// <summary>One byte, 0 or 1 (<c>|b1</c>, <see cref="bool"/>).</summary>
    Bool,

    /// <summary>8-bit unsigned (<c>|u1</c>, <see cref="byte"/>).</summary>
    UInt8,

    /// <summary>8-bit signed (<c>|i1</c>, <see cref="sbyte"/>).</summary>
    Int8,

    /// <summary>16-bit signed (<c>&lt;i2</c>, <see cref="short"/>).</summary>
    Int16,

    /// <summary>32-bit signed (<c>&lt;i4</c>, <see cref="int"/>).</summary>
    Int32,

    /// <summary>64-bit signed (<c>&lt;i8</c>, <see cref="long"/>).</summary>
    Int64,

    /// <summary>16-bit float (<c>&lt;f2</c>, <see cref="Half"/>).</summary>
    Float16,

    /// <summary>32-bit float (<c>&lt;f4</c>, <see cref="float"/>).</summary>
    Float32,

    /// <summary>64-bit float (<c>&lt;f8</c>, <see cref="double"/>).</summary>
    Float64,
}

/// <summary>Facts about <see cref="NpyType"/>.</summary>
internal static class NpyTypes
{
    private static readonly (NpyType Type, string Code, int Size, Type Managed)[] All =
    [
        (NpyType.Bool, "|b1", 1, typeof(bool)),
        (NpyType.UInt8, "|u1", 1, typeof(byte)),
        (NpyType.Int8, "|i1", 1, typeof(sbyte)),
        (NpyType.Int16, "<i2", 2, typeof(short)),
        (NpyType.Int32, "<i4", 4, typeof(int)),
        (NpyType.Int64, "<i8", 8, typeof(long)),
        (NpyType.Float16, "<f2", 2, typeof(Half)),
        (NpyType.Float32, "<f4", 4, typeof(float)),
        (NpyType.Float64, "<f8", 8, typeof(double)),
    ];

    /// <summary>NumPy's word for a type, such as <c>&lt;f4</c>.</summary>
    internal static string Code(this NpyType type) => All[(int)type].Code;

    /// <summary>Bytes an element.</summary>
    internal static int Size(this NpyType type) => All[(int)type].Size;

    /// <summary>The type that NumPy's word names; null for one that we do not read.</summary>
    internal static NpyType? FromCode(string code)
    {
        foreach (var entry in All)
        {
            // A one-byte type has no byte order, and writers mark that as they like.
            if (entry.Code == code || (entry.Size == 1 && code.Length == 3 && "<>=|".Contains(code[0]) && entry.Code[1..] == code[1..]))
            {
                return entry.Type;
            }
        }

        return null;
    }

    /// <summary>The type of a managed element.</summary>
    /// <exception cref="ArgumentException">NumPy files do not hold such elements here.</exception>
    internal static NpyType Of<T>()
        where T : unmanaged
    {
        foreach (var entry in All)
        {
            if (entry.Managed == typeof(T))
            {
                return entry.Type;
            }
        }

        throw new ArgumentException($"{typeof(T).Name} has no NumPy type here; use bool, byte, sbyte, short, int, long, Half, float or double.");
    }
}
