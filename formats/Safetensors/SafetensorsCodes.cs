namespace Gans.Formats;

/// <summary>The words of safetensors headers for <see cref="WeightElement"/>.</summary>
internal static class SafetensorsCodes
{
    private static readonly string[] Words = ["BOOL", "U8", "I8", "U16", "I16", "I32", "I64", "F16", "BF16", "F32", "F64"];

    /// <summary>All words, for messages.</summary>
    internal static string Codes => string.Join(", ", Words);

    /// <summary>The format's word for a type.</summary>
    internal static string Code(this WeightElement type) => Words[(int)type];

    /// <summary>The type that a word names; null for one that we do not read.</summary>
    internal static WeightElement? FromCode(string code)
    {
        var index = Array.IndexOf(Words, code);
        return index < 0 ? null : (WeightElement)index;
    }
}
