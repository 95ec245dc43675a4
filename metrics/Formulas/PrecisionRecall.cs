namespace Gans.Inference.Metrics;

/// <summary>Improved precision and recall: how much of each set lies in the other's neighbourhoods. 0 to 1, higher is better.</summary>
/// <remarks>
/// Kynkaanniemi et al., Improved Precision and Recall Metric for Assessing Generative Models, 2019 (arXiv:1904.06991), k = 3. A vector's neighbourhood is the
/// closed ball that
/// reaches to its k-th nearest other vector. Precision says how real images look, recall how much of the real variety is there; both rise with the number of
/// images. Time grows with the product of both numbers, memory does not.
/// </remarks>
internal static class PrecisionRecall
{
    /// <summary>The authors' size of a neighbourhood.</summary>
    public const int DefaultNeighbours = 3;

    /// <summary>Both shares.</summary>
    /// <param name="real">More than <paramref name="k"/> vectors.</param>
    /// <param name="fake">More than <paramref name="k"/> vectors, of the same dimensions.</param>
    /// <param name="k">Which neighbour bounds a neighbourhood.</param>
    /// <param name="cancellation">Looked at between blocks.</param>
    /// <returns>The share of fake vectors in a real neighbourhood, and the reverse.</returns>
    public static (double Precision, double Recall) Compute(
        FeatureRows real, FeatureRows fake, int k = DefaultNeighbours, CancellationToken cancellation = default)
    {
        var realRadii = Neighbourhoods.SquaredRadii(real, k, cancellation);
        var fakeRadii = Neighbourhoods.SquaredRadii(fake, k, cancellation);
        var (realInside, fakeInside) = (new bool[real.Count], new bool[fake.Count]);
        SquaredDistances.ForEach(real, fake, Mark, cancellation);
        return (fakeInside.Average(static inside => inside ? 1.0 : 0), realInside.Average(static inside => inside ? 1.0 : 0));

        void Mark(long row, long column, int columns, ReadOnlySpan<double> distances)
        {
            for (var i = 0; i < distances.Length; i++)
            {
                var (r, f) = (row + (i / columns), column + (i % columns));
                fakeInside[f] |= distances[i] <= realRadii[r];
                realInside[r] |= distances[i] <= fakeRadii[f];
            }
        }
    }
}
