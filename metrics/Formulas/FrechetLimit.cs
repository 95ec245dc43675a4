namespace Gans.Inference.Metrics;

/// <summary>The Frechet distance that endlessly many generated images would have: what does not depend on their number.</summary>
/// <remarks>
/// Chong and Forsyth, Effectively Unbiased FID and Inception Score and Where to Find Them, 2020 (arXiv:1911.07023), section 3: the distance of N images lies
/// above it by about a constant over N, so a line through distances of random subsets by 1 / N gives it at 0. As theirs: 15 sizes in even steps from a tenth
/// of the images (there 5,000 of 50,000) to all, a random subset of each; the real images' statistics stay as they are, and so does the bias of their number.
/// </remarks>
internal static class FrechetLimit
{
    /// <summary>The authors' number of subsets.</summary>
    public const int DefaultSubsets = 15;

    /// <summary>The fewest images that have subsets of different sizes.</summary>
    public const int LeastImages = 20;

    private const int SmallestShare = 10;

    /// <summary>Images of the smallest subset.</summary>
    /// <param name="count">Of so many.</param>
    public static long SmallestOf(long count) => Math.Max(2, count / SmallestShare);

    /// <summary>The distance.</summary>
    /// <param name="real">Statistics of the real images.</param>
    /// <param name="fake">Features of <see cref="LeastImages"/> generated ones or more.</param>
    /// <param name="seed">Names the subsets.</param>
    /// <param name="told">Told of each subset: how many are done, of how many.</param>
    /// <param name="cancellation">Looked at between subsets.</param>
    public static double Compute(GaussianStatistics real, FeatureRows fake, long seed, Action<int, int>? told = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fake.Count, LeastImages, nameof(fake));
        var draws = new SeededDraws(seed, DrawPurpose.Limit);
        var (inverses, distances) = (new double[DefaultSubsets], new double[DefaultSubsets]);
        var least = SmallestOf(fake.Count);
        for (var i = 0; i < DefaultSubsets; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            told?.Invoke(i, DefaultSubsets);
            var size = least + ((fake.Count - least) * i / (DefaultSubsets - 1));
            var subset = GaussianStatistics.Of(new FeatureSubset(fake, draws.Subset(fake.Count, (int)size)));
            (inverses[i], distances[i]) = (1.0 / size, FrechetDistance.Compute(real, subset));
        }

        return Intercept(inverses, distances);
    }

    /// <summary>The value at 0 of the line of least squares.</summary>
    internal static double Intercept(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double meanX = 0, meanY = 0, product = 0, square = 0;
        for (var i = 0; i < x.Length; i++)
        {
            meanX += x[i] / x.Length;
            meanY += y[i] / x.Length;
        }

        for (var i = 0; i < x.Length; i++)
        {
            product += (x[i] - meanX) * (y[i] - meanY);
            square += (x[i] - meanX) * (x[i] - meanX);
        }

        return meanY - (product / square * meanX);
    }
}
