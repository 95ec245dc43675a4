namespace Gans.Inference.Metrics;

/// <summary>Nearest neighbours within one set of vectors.</summary>
internal static class Neighbourhoods
{
    /// <summary>The squared distance of each vector to its k-th nearest other one: the radius of its neighbourhood.</summary>
    /// <param name="rows">More than <paramref name="k"/> vectors.</param>
    /// <param name="k">1 or more.</param>
    /// <param name="cancellation">Looked at between blocks.</param>
    internal static double[] SquaredRadii(FeatureRows rows, int k, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(k, rows.Count);
        var nearest = new double[rows.Count * k];   // [N, k], each row ascending
        Array.Fill(nearest, double.PositiveInfinity);
        SquaredDistances.ForEach(rows, rows, KeepNearest, cancellation);
        return [.. Enumerable.Range(0, (int)rows.Count).Select(i => nearest[((i + 1L) * k) - 1])];

        void KeepNearest(long row, long column, int columns, ReadOnlySpan<double> distances)
        {
            for (var i = 0; i < distances.Length / columns; i++)
            {
                var kept = nearest.AsSpan((int)((row + i) * k), k);
                for (var j = 0; j < columns; j++)
                {
                    if (distances[(i * columns) + j] < kept[^1] && row + i != column + j)
                    {
                        Insert(kept, distances[(i * columns) + j]);
                    }
                }
            }
        }
    }

    private static void Insert(Span<double> ascending, double value)
    {
        var place = ascending.Length - 1;
        for (; place > 0 && ascending[place - 1] > value; place--)
        {
            ascending[place] = ascending[place - 1];
        }

        ascending[place] = value;
    }
}
