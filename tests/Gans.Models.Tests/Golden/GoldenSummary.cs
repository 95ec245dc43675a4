namespace Gans.Models.Tests.Golden;

/// <summary>What a golden file keeps of an array: enough to see any difference that matters, little enough to be read.</summary>
internal sealed record GoldenSummary
{
    private const int EntryCount = 32;

    /// <summary>The sizes, outermost first.</summary>
    internal required IReadOnlyList<long> Shape { get; init; }

    /// <summary>Mean of all values.</summary>
    internal required double Mean { get; init; }

    /// <summary>Standard deviation of all values.</summary>
    internal required double Deviation { get; init; }

    /// <summary>The greatest magnitude of all values.</summary>
    internal required double Greatest { get; init; }

    /// <summary>The values at <see cref="GoldenFormula.Positions"/> of the array's name.</summary>
    internal required IReadOnlyList<double> Entries { get; init; }

    /// <summary>Summarises an array.</summary>
    /// <param name="name">Its name, which decides the entries kept.</param>
    /// <param name="array">The array.</param>
    internal static GoldenSummary Of(string name, GoldenArray array)
    {
        var values = array.Values;
        var mean = values.Average(value => (double)value);
        return new GoldenSummary
        {
            Shape = array.Shape,
            Mean = mean,
            Deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean))),
            Greatest = values.Max(value => Math.Abs((double)value)),
            Entries = [.. GoldenFormula.Positions(name, values.Length, EntryCount).Select(i => (double)values[i])],
        };
    }

    /// <summary>The first way in which this differs from what it should be; null where all is within the tolerance.</summary>
    /// <param name="golden">What it should be.</param>
    /// <param name="tolerance">|a - b| may be so much times max(floor, max|b|).</param>
    /// <param name="floor">What a smaller max|b| counts as.</param>
    internal string? DifferenceFrom(GoldenSummary golden, double tolerance, double floor)
    {
        if (!Shape.SequenceEqual(golden.Shape))
        {
            return $"shape is [{string.Join(", ", Shape)}], should be [{string.Join(", ", golden.Shape)}]";
        }

        var allowed = tolerance * Math.Max(floor, golden.Greatest);
        (string What, double Found, double Needed)[] pairs =
        [
            ("mean", Mean, golden.Mean),
            ("deviation", Deviation, golden.Deviation),
            ("greatest magnitude", Greatest, golden.Greatest),
            .. Entries.Zip(golden.Entries, (found, needed) => (found, needed)).Select((pair, i) => ($"entry {i}", pair.found, pair.needed)),
        ];
        // A number that is not one is a difference, whatever it is compared with.
        return pairs.Where(pair => !(Math.Abs(pair.Found - pair.Needed) <= allowed))
            .Select(pair => FormattableString.Invariant($"{pair.What} is {pair.Found:G9}, should be {pair.Needed:G9} +- {allowed:G2}"))
            .FirstOrDefault();
    }
}
