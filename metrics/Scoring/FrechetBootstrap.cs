using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>How much a Frechet distance would vary with other images of the same kind: its deviation over resamples with replacement.</summary>
/// <remarks>Efron, Bootstrap Methods: Another Look at the Jackknife, 1979. A side of which only statistics are known stays as it is.</remarks>
internal static class FrechetBootstrap
{
    /// <summary>The population deviation over resamples.</summary>
    internal static double Deviation(ImageSet real, ImageSet fake, int resamples, long seed, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        var draws = new SeededDraws(seed, DrawPurpose.Bootstrap);
        var distances = new double[resamples];
        for (var i = 0; i < resamples; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new StageProgress("resampling", i, resamples));
            distances[i] = FrechetDistance.Compute(Resample(real, draws), Resample(fake, draws));
        }

        return Spread.Of(distances).Deviation;
    }

    private static GaussianStatistics Resample(ImageSet set, SeededDraws draws)
    {
        if (set.Features is not { } features)
        {
            return set.Statistics;
        }

        var indices = new long[features.Count];
        foreach (ref var index in indices.AsSpan())
        {
            index = draws.Next(features.Count);
        }

        return GaussianStatistics.Of(new FeatureSubset(features, indices));
    }
}
