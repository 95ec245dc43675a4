namespace Gans.Inference.Metrics;

/// <summary>Leave-one-out accuracy of the nearest neighbour in telling generated from real vectors. 0.5 is ideal.</summary>
/// <remarks>
/// Lopez-Paz and Oquab, Revisiting Classifier Two-Sample Tests, 2016 (arXiv:1610.06545). Near 1: the sets are apart. Near 0: generated images are copies of
/// real ones. High on generated and low on real ones hints at collapse. Both sides count equally many; a neighbour of each kind at the same distance counts
/// half.
/// </remarks>
internal static class TwoSampleTest
{
    /// <summary>The accuracies.</summary>
    /// <param name="real">Two vectors or more.</param>
    /// <param name="fake">Two vectors or more, of the same dimensions.</param>
    /// <param name="seed">Names the vectors of the larger set that take part.</param>
    /// <param name="cancellation">Looked at between blocks.</param>
    public static TwoSampleAccuracy Compute(FeatureRows real, FeatureRows fake, long seed, CancellationToken cancellation = default)
    {
        var count = (int)Math.Min(real.Count, fake.Count);
        var draws = new SeededDraws(seed, DrawPurpose.TwoSample);
        var (x, y) = (Limit(real, count, draws), Limit(fake, count, draws));
        var (nearestReal, nearestFake) = (new double[count], new double[count]);
        Array.Fill(nearestReal, double.PositiveInfinity);
        Array.Fill(nearestFake, double.PositiveInfinity);
        SquaredDistances.ForEach(x, y, KeepNearest, cancellation);
        return new TwoSampleAccuracy(
            Accuracy(Neighbourhoods.SquaredRadii(x, 1, cancellation), nearestFake), Accuracy(Neighbourhoods.SquaredRadii(y, 1, cancellation), nearestReal));

        void KeepNearest(long row, long column, int columns, ReadOnlySpan<double> distances)
        {
            for (var i = 0; i < distances.Length; i++)
            {
                var (r, f) = (row + (i / columns), column + (i % columns));
                nearestFake[r] = Math.Min(nearestFake[r], distances[i]);
                nearestReal[f] = Math.Min(nearestReal[f], distances[i]);
            }
        }
    }

    private static FeatureRows Limit(FeatureRows rows, int count, SeededDraws draws) =>
        rows.Count == count ? rows : new FeatureSubset(rows, draws.Subset(rows.Count, count));

    private static double Accuracy(double[] own, double[] other) => own.Zip(other, (a, b) => a < b ? 1 : a > b ? 0 : 0.5).Average();
}

/// <summary>How well nearest neighbours tell two sets apart.</summary>
/// <param name="OnReal">Share of real vectors whose nearest other is real.</param>
/// <param name="OnFake">Share of generated vectors whose nearest other is generated.</param>
internal readonly record struct TwoSampleAccuracy(double OnReal, double OnFake)
{
    /// <summary>On both.</summary>
    public double Overall => (OnReal + OnFake) / 2;
}
