namespace Gans.Inference.Metrics;

/// <summary>The AM Score, see <see cref="AmScore"/>.</summary>
internal sealed record AmMeasure() : Measure(
    "am_score", "entropies of classes against those of the real images", Metrics.Better.Lower, Needs.Logits | Needs.Real)
{
    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context) =>
        [Give(AmScore.Compute(ClassProbabilities.FromLogits(context.Fake.Logits!), ClassProbabilities.FromLogits(context.Real.Logits!)))];
}
