using System.Globalization;

namespace Gans.Preprocessing;

/// <summary>One of several parts of a preparation, which may run on different machines.</summary>
/// <param name="Index">Which, 1 to <paramref name="Count"/>.</param>
/// <param name="Count">How many parts there are, 1 or more.</param>
public readonly record struct Shard(int Index, int Count)
{
    /// <summary>As users write it: <c>2/4</c>.</summary>
    public override string ToString() => $"{Index}/{Count}";

    /// <summary>Reads what a user wrote.</summary>
    /// <param name="text">Such as <c>2/4</c>.</param>
    /// <returns>The part; null where the text is none.</returns>
    public static Shard? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var first, var second] && Number(first) is { } index && Number(second) is { } count && index <= count
            ? new Shard(index, count)
            : null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
