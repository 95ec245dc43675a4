using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>The Frechet distance of endlessly many generated images, see <see cref="FrechetLimit"/>.</summary>
internal sealed record FrechetLimitMeasure() : Measure(
    "fid_infinity", "the same, carried on to endlessly many generated images", Metrics.Better.Lower, Needs.Statistics | Needs.Features | Needs.Real)
{
    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context)
    {
        ScoringContext.Require(context.Fake, FrechetLimit.LeastImages, this, "subsets of different sizes");
        ScoringContext.Require(context.Real, 2, this, "two or more for a covariance");
        var fake = context.Fake.Features!;
        var least = FrechetLimit.SmallestOf(fake.Count);
        if (least <= fake.Dimensions)
        {
            context.Warn($"fid_infinity: from subsets of {least:N0} images on, of {fake.Dimensions:N0} features: no line leads from there, it says little");
        }

        var limit = FrechetLimit.Compute(context.Real.Statistics, fake, context.Seed, Tell, context.Cancellation);
        return [Give(limit)];

        void Tell(int done, int total) => context.Progress?.Report(new StageProgress("computing fid_infinity", done, total));
    }
}
