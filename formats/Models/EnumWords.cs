namespace Gans.Formats;

/// <summary>Enum values as files and command lines spell them: in lower case.</summary>
public static class EnumWords
{
    /// <summary>The value's name in lower case.</summary>
    /// <param name="value">The value.</param>
    public static string ToWord<T>(this T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>The value that a word names; null if none.</summary>
    /// <param name="word">In lower case.</param>
    public static T? TryParse<T>(string word)
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
