using System.Numerics.Tensors;

namespace Gans.Inference.Metrics;

/// <summary>Number of statistically different bins, and the Jensen-Shannon divergence of both fillings. Lower is better.</summary>
/// <remarks>
/// Richardson and Weiss, On GANs and GMMs, 2018 (arXiv:1805.12462): k-means splits the real vectors into bins, generated ones go to the nearest centre, and
/// each bin's two shares are
/// compared by a two-proportion z test at 5%. The authors use 100 bins of pixels, and advise about 500 real images a bin. With equal distributions about 0.05
/// of the bins differ.
/// </remarks>
internal static class BinComparison
{
    /// <summary>The authors' number of bins.</summary>
    public const int DefaultBins = 100;

    private const double Critical = 1.959963984540054;   // of a two-sided normal test at 5%
    private const int MostRounds = 50;

    /// <summary>The share of different bins, and the divergence in nats.</summary>
    /// <param name="real">At least as many vectors as bins.</param>
    /// <param name="fake">One vector or more, of the same dimensions.</param>
    /// <param name="seed">Names the first centres.</param>
    /// <param name="bins">Number of bins, 2 or more.</param>
    /// <param name="cancellation">Looked at between blocks.</param>
    public static (double DifferentShare, double Divergence) Compute(
        FeatureRows real, FeatureRows fake, long seed, int bins = DefaultBins, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, real.Count);
        var (centres, expected) = Cluster(real, bins, new SeededDraws(seed, DrawPurpose.Bins), cancellation);
        var found = new long[bins];
        foreach (var bin in Assign(fake, centres, cancellation))
        {
            found[bin]++;
        }

        return (
            Enumerable.Range(0, bins).Average(i => Differs(expected[i], real.Count, found[i], fake.Count) ? 1.0 : 0),
            Divergence(expected, real.Count, found, fake.Count));
    }

    /// <summary>Whether two shares differ: |p - q| / sqrt(P (1 - P) (1/n + 1/m)) beyond the 5% bound, with P the share in both together.</summary>
    internal static bool Differs(long first, long firstTotal, long second, long secondTotal)
    {
        var (p, q) = ((double)first / firstTotal, (double)second / secondTotal);
        var pooled = (double)(first + second) / (firstTotal + secondTotal);
        var error = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / firstTotal) + (1.0 / secondTotal)));
        return Math.Abs(p - q) > Critical * error;
    }

    /// <summary>(KL(p || m) + KL(q || m)) / 2 with m = (p + q) / 2: 0 for equal shares, ln 2 for shares without overlap.</summary>
    internal static double Divergence(long[] first, long firstTotal, long[] second, long secondTotal)
    {
        var sum = 0.0;
        for (var i = 0; i < first.Length; i++)
        {
            var (p, q) = ((double)first[i] / firstTotal, (double)second[i] / secondTotal);
            sum += Term(p, (p + q) / 2) + Term(q, (p + q) / 2);
        }

        return sum / 2;

        static double Term(double share, double mean) => share > 0 ? share * Math.Log(share / mean) : 0;
    }

    /// <summary>Lloyd's rounds from k-means++'s first centres.</summary>
    private static (FeatureRows Centres, long[] Counts) Cluster(FeatureRows rows, int bins, SeededDraws draws, CancellationToken cancellation)
    {
        var centres = FirstCentres(rows, bins, draws);
        int[] bound = [];
        for (var round = 0; ; round++)
        {
            var assigned = Assign(rows, FeatureRows.Of(centres, rows.Dimensions), cancellation);
            if (round == MostRounds || assigned.AsSpan().SequenceEqual(bound))
            {
                var counts = new long[bins];
                Array.ForEach(assigned, bin => counts[bin]++);
                return (FeatureRows.Of(centres, rows.Dimensions), counts);
            }

            bound = assigned;
            MoveCentres(rows, assigned, centres);
        }
    }

    /// <summary>
    /// k-means++: each next centre is a vector drawn with the chance of its squared distance to those before. Arthur and Vassilvitskii, 2007.
    /// </summary>
    private static float[] FirstCentres(FeatureRows rows, int bins, SeededDraws draws)
    {
        const long Resolution = 1L << 53;
        var size = rows.Dimensions;
        var centres = new float[bins * size];
        var nearest = new double[rows.Count];
        Array.Fill(nearest, double.PositiveInfinity);
        var centre = new double[size];
        var chosen = draws.Next(rows.Count);
        for (var bin = 0; ; bin++)
        {
            rows.Read(chosen, centre);
            TensorPrimitives.ConvertTruncating<double, float>(centre, centres.AsSpan(bin * size, size));
            if (bin == bins - 1)
            {
                return centres;
            }

            SquaredDistances.ForEach(rows, FeatureRows.Of(centres[(bin * size)..((bin + 1) * size)], size), KeepNearest, CancellationToken.None);
            var target = nearest.Sum() * draws.Next(Resolution) / Resolution;
            chosen = Array.FindIndex(nearest, distance => (target -= distance) < 0);
            chosen = chosen < 0 ? draws.Next(rows.Count) : chosen;   // all vectors lie on centres
        }

        void KeepNearest(long row, long column, int columns, ReadOnlySpan<double> distances)
        {
            for (var i = 0; i < distances.Length; i++)
            {
                nearest[row + i] = Math.Min(nearest[row + i], distances[i]);
            }
        }
    }

    /// <summary>The nearest centre of each vector.</summary>
    private static int[] Assign(FeatureRows rows, FeatureRows centres, CancellationToken cancellation)
    {
        var nearest = new double[rows.Count];
        var bins = new int[rows.Count];
        Array.Fill(nearest, double.PositiveInfinity);
        SquaredDistances.ForEach(rows, centres, KeepNearest, cancellation);
        return bins;

        void KeepNearest(long row, long column, int columns, ReadOnlySpan<double> distances)
        {
            for (var i = 0; i < distances.Length; i++)
            {
                if (distances[i] < nearest[row + (i / columns)])
                {
                    (nearest[row + (i / columns)], bins[row + (i / columns)]) = (distances[i], (int)column + (i % columns));
                }
            }
        }
    }

    /// <summary>Each centre to the mean of its vectors; one without any stays.</summary>
    private static void MoveCentres(FeatureRows rows, int[] assigned, float[] centres)
    {
        var size = rows.Dimensions;
        var sums = new double[centres.Length];
        var counts = new long[centres.Length / size];
        var row = new double[size];
        for (var i = 0; i < assigned.Length; i++)
        {
            rows.Read(i, row);
            var sum = sums.AsSpan(assigned[i] * size, size);
            TensorPrimitives.Add<double>(sum, row, sum);
            counts[assigned[i]]++;
        }

        for (var i = 0; i < centres.Length; i++)
        {
            centres[i] = counts[i / size] > 0 ? (float)(sums[i] / counts[i / size]) : centres[i];
        }
    }
}
