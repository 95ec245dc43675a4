namespace Gans.Inference.Metrics;

/// <summary>
/// Density and coverage: precision and recall that single outliers cannot spoil. Higher is better; coverage is at most 1, density may exceed it.
/// </summary>
/// <remarks>
/// Naeem et al., Reliable Fidelity and Diversity Metrics for Generative Models, 2020 (arXiv:2002.09797), k = 5. Density: in how many real neighbourhoods a
/// generated vector lies
/// on average, over k. Coverage: the share of real vectors with a generated one in their neighbourhood. Neighbourhoods are closed balls of real vectors among
/// themselves.
/// </remarks>
internal static class DensityCoverage
{
    /// <summary>The authors' size of a neighbourhood.</summary>
    public const int DefaultNeighbours = 5;

    /// <summary>Both numbers.</summary>
    /// <param name="real">More than <paramref name="k"/> vectors.</param>
    /// <param name="fake">One vector or more, of the same dimensions.</param>
    /// <param name="k">Which neighbour bounds a neighbourhood.</param>
    /// <param name="cancellation">Looked at between blocks.</param>
    public static (double Density, double Coverage) Compute(
        FeatureRows real, FeatureRows fake, int k = DefaultNeighbours, CancellationToken cancellation = default)
    {
        var radii = Neighbourhoods.SquaredRadii(real, k, cancellation);
        var covered = new bool[real.Count];
        var inside = 0L;
        SquaredDistances.ForEach(real, fake, Count, cancellation);
        return ((double)inside / k / fake.Count, covered.Average(static hit => hit ? 1.0 : 0));

        void Count(long row, long column, int columns, ReadOnlySpan<double> distances)
        {
            for (var i = 0; i < distances.Length; i++)
            {
                if (distances[i] <= radii[row + (i / columns)])
                {
                    inside++;
                    covered[row + (i / columns)] = true;
                }
            }
        }
    }
}
