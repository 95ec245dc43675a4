namespace Gans.Inference.Metrics;

/// <summary>Mean and covariance of feature vectors, in double precision. Immutable.</summary>
/// <remarks>The covariance is unbiased: its divisor is the number of vectors less one.</remarks>
internal sealed class GaussianStatistics
{
    private const int BlockRows = 256;

    private readonly double[] mean;
    private readonly double[] covariance;

    /// <summary>Creates statistics.</summary>
    /// <param name="mean">[D].</param>
    /// <param name="covariance">[D, D], row-major, symmetric.</param>
    /// <param name="count">Vectors behind them; null where that is not known.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public GaussianStatistics(ReadOnlySpan<double> mean, ReadOnlySpan<double> covariance, long? count = null)
        : this(count, mean.ToArray(), covariance.ToArray())
    {
    }

    /// <summary>Takes over the arrays.</summary>
    internal GaussianStatistics(long? count, double[] mean, double[] covariance)
    {
        if (mean.Length == 0 || covariance.Length != (long)mean.Length * mean.Length)
        {
            throw new ArgumentException(
                $"A mean of {mean.Length} values needs a covariance of as many rows and columns, found {covariance.Length} values.", nameof(covariance));
        }

        (this.mean, this.covariance, Count) = (mean, covariance, count);
    }

    /// <summary>Vectors behind the statistics; null where a file does not say.</summary>
    public long? Count { get; }

    /// <summary>Values in one vector, D.</summary>
    public int Dimensions => mean.Length;

    /// <summary>The mean, [D]; a view.</summary>
    public ReadOnlySpan<double> Mean => mean;

    /// <summary>The covariance, [D, D], row-major; a view.</summary>
    public ReadOnlySpan<double> Covariance => covariance;

    /// <summary>Statistics of vectors that are read in blocks.</summary>
    /// <param name="rows">Two vectors or more.</param>
    internal static GaussianStatistics Of(FeatureRows rows)
    {
        var sums = new GaussianAccumulator(rows.Dimensions);
        var block = new double[BlockRows * rows.Dimensions];
        for (var done = 0L; done < rows.Count; done += BlockRows)
        {
            var part = block.AsSpan(0, (int)Math.Min(BlockRows, rows.Count - done) * rows.Dimensions);
            rows.Read(done, part);
            sums.Add(part);
        }

        return sums.IntoStatistics();
    }

    /// <summary>Statistics of the rows of a matrix.</summary>
    /// <param name="rows">[N, D], N at least 2.</param>
    /// <exception cref="ArgumentException">There are fewer than two rows, or no columns.</exception>
    public static GaussianStatistics FromRows(double[,] rows)
    {
        var sums = new GaussianAccumulator(rows.GetLength(1));
        sums.Add([.. rows.Cast<double>()]);
        return sums.ToStatistics();
    }
}
