namespace Gans.Inference;

/// <summary>Enum values as files and command lines spell them.</summary>
internal static class Words
{
    /// <summary>The value's name in lower case.</summary>
    internal static string ToWord<T>(this T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
