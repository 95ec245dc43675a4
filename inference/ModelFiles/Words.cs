namespace Gans.Inference;

/// <summary>Enum values as files and command lines spell them.</summary>
internal static class Words
{
    /// <summary>The value's name in lower case.</summary>
    internal static string ToWord<T>(this T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>The value that a word names; null if none.</summary>
    internal static T? TryParse<T>(string word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToWord() == word)
            {
                return value;
            }
        }

        return null;
    }
}
