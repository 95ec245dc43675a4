namespace Gans.Inference.Metrics;

/// <summary>The Frechet distance of features, see <see cref="FrechetDistance"/>, and where asked for its deviation over resamples.</summary>
internal sealed record FrechetMeasure() : Measure(
    "fid", "Frechet distance of Gaussians fitted to features", Metrics.Better.Lower, Needs.Statistics | Needs.Real)
{
    private const long UsualImages = 10_000;
    private const int ImagesPerDimension = 5;   // from there on FID falls slowly: 10,000 images for Inception's 2,048 features

    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context)
    {
        var (real, fake) = (RequireStatistics(context.Real), RequireStatistics(context.Fake));
        var terms = FrechetDistance.Explain(real, fake);
        Warn(context, [("generated", context.Fake.Summary.Images, terms.SecondRank), ("real", context.Real.Summary.Images, terms.FirstRank)], fake.Dimensions);
        double? deviation = context.Bootstrap > 0
            ? FrechetBootstrap.Deviation(context.Real, context.Fake, context.Bootstrap, context.Seed, context.Progress, context.Cancellation)
            : null;
        return [Give(terms.Value, deviation)];
    }

    /// <summary>One line a fact, of both sides together: too few images for a covariance, a covariance that is singular all the same, few images.</summary>
    private static void Warn(ScoringContext context, (string Side, long? Images, int Rank)[] sides, int dimensions)
    {
        var usual = Math.Min(UsualImages, ImagesPerDimension * (long)dimensions);
        var (starved, others) = (sides.Where(side => side.Images <= dimensions).ToList(), sides.Where(side => !(side.Images <= dimensions)).ToList());
        if (starved.Count > 0)
        {
            context.Warn($"fid: {Counts(starved)} images for {dimensions:N0} features, covariances of rank {Ranks(starved)}: it says little");
        }

        var singular = others.Where(side => side.Rank < dimensions).ToList();
        if (singular.Count > 0)
        {
            var names = Join(singular.Select(side => side.Side));
            context.Warn($"fid: covariances of the {names} images are singular, of rank {Ranks(singular)} in {dimensions:N0} dimensions");
        }

        var few = others.Where(side => side.Images < usual).ToList();
        if (few.Count > 0)
        {
            context.Warn($"fid: {Counts(few)} images, below {usual:N0} it compares only with values from as many");
        }
    }

    private static string Counts(IEnumerable<(string Side, long? Images, int Rank)> sides) =>
        Join(sides.Select(side => FormattableString.Invariant($"{side.Images:N0} {side.Side}")));

    private static string Ranks(IEnumerable<(string Side, long? Images, int Rank)> sides) =>
        Join(sides.Select(side => FormattableString.Invariant($"{side.Rank:N0}")).Distinct());

    private static string Join(IEnumerable<string> parts) => string.Join(" and ", parts);

    private GaussianStatistics RequireStatistics(ImageSet set)
    {
        if (set.Known is null)
        {
            ScoringContext.Require(set, 2, this, "two or more for a covariance");
        }

        return set.Statistics;
    }
}
