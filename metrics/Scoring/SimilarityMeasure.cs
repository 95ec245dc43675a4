namespace Gans.Inference.Metrics;

/// <summary>How alike the images of a set are, see <see cref="PairSimilarity"/>; of the real ones too, where these are given.</summary>
internal sealed record SimilarityMeasure() : Measure(
    "ms_ssim", "likeness of random pairs of generated images", Metrics.Better.LikeReal, Needs.Images | Needs.RealWhereGiven)
{
    private const int Pairs = 100;

    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context)
    {
        ImageSet[] sets = [context.Fake, .. context.RealWhereGiven is { Source: not null } real ? (ImageSet[])[real] : []];
        foreach (var set in sets)
        {
            ScoringContext.Require(set, 2, this, "a pair");
        }

        // Pairs within a class are more alike than others, so both sides are paired the same way: else a collapse could look like the real images.
        var withinClasses = sets.All(PairSimilarity.HasPairsWithinClasses);
        var note = withinClasses ? "pairs within a class" : "pairs of any images";
        return sets.Select((set, i) =>
        {
            var (mean, deviation) = PairSimilarity.Compute(set, Pairs, withinClasses, context.Seed, context.Cancellation);
            return Give(mean, deviation, i == 0 ? Name : $"{Name}_real", note);
        }).ToList();
    }
}
