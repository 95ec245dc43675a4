namespace Gans.Formats;

/// <summary>Element types of safetensors files that we read and write; all little-endian.</summary>
public enum SafetensorsType
{
    /// <summary>One byte, 0 or 1 (<c>BOOL</c>).</summary>
    Bool,

    /// <summary>8-bit unsigned (<c>U8</c>).</summary>
    UInt8,

    /// <summary>32-bit signed (<c>I32</c>).</summary>
    Int32,

    /// <summary>64-bit signed (<c>I64</c>).</summary>
    Int64,

    /// <summary>IEEE half precision (<c>F16</c>).</summary>
    Float16,

    /// <summary>Brain float: the range of single precision with 8 bits of mantissa (<c>BF16</c>).</summary>
    BFloat16,

    /// <summary>IEEE single precision (<c>F32</c>).</summary>
    Float32,

    /// <summary>IEEE double precision (<c>F64</c>).</summary>
    Float64,
}

/// <summary>Facts about <see cref="SafetensorsType"/>.</summary>
internal static class SafetensorsTypes
{
    private static readonly (string Code, int Size)[] All =
    [
        ("BOOL", 1), ("U8", 1), ("I32", 4), ("I64", 8), ("F16", 2), ("BF16", 2), ("F32", 4), ("F64", 8),
    ];

    /// <summary>All words, for messages.</summary>
    internal static string Codes => string.Join(", ", All.Select(entry => entry.Code));

    /// <summary>The format's word for a type.</summary>
    internal static string Code(this SafetensorsType type) => All[(int)type].Code;

    /// <summary>Bytes an element.</summary>
    internal static int Size(this SafetensorsType type) => All[(int)type].Size;

    /// <summary>The type that a word names; null for one that we do not read.</summary>
    internal static SafetensorsType? FromCode(string code)
    {
        var index = Array.FindIndex(All, entry => entry.Code == code);
        return index < 0 ? null : (SafetensorsType)index;
    }
}
