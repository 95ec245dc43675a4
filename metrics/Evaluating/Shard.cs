using System.Globalization;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>One of several parts in which an evaluation goes through its images: a contiguous run of each source.</summary>
public sealed record Shard
{
    /// <summary>Creates a part.</summary>
    /// <param name="index">Which, 1 to <paramref name="count"/>.</param>
    /// <param name="count">How many parts there are.</param>
    /// <exception cref="InvalidInputException">The index is out of range.</exception>
    public Shard(int index, int count)
    {
        (Index, Count) = index >= 1 && index <= count ? (index, count) : throw Invalid($"{index}/{count}");
    }

    /// <summary>Which part, from 1.</summary>
    public int Index { get; }

    /// <summary>How many parts there are.</summary>
    public int Count { get; }

    /// <summary>Reads <c>2/4</c>.</summary>
    /// <param name="text">The part and their number.</param>
    /// <exception cref="InvalidInputException">It is written otherwise, or out of range.</exception>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var index, var count] && Whole(index) is { } i && Whole(count) is { } n ? new Shard(i, n) : throw Invalid(text);
    }

    /// <summary>As it is written: <c>2/4</c>.</summary>
    public override string ToString() => $"{Index}/{Count}";

    /// <summary>Which of <paramref name="images"/> belong to it: every image to one part.</summary>
    internal (long Start, long End) RangeOf(long images) => ((long)((Int128)images * (Index - 1) / Count), (long)((Int128)images * Index / Count));

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static InvalidInputException Invalid(string found) =>
        new($"Choosing a shard: found {found}, needed i/n with i from 1 to n, such as 2/4. Change the shard.");
}
