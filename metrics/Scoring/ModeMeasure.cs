namespace Gans.Inference.Metrics;

/// <summary>The Mode Score, see <see cref="ModeScore"/>.</summary>
internal sealed record ModeMeasure() : Measure(
    "mode_score", "the same, against the classes of the real images", Metrics.Better.Higher, Needs.Logits | Needs.Real)
{
    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context) =>
        [Give(ModeScore.Compute(ClassProbabilities.FromLogits(context.Fake.Logits!), ClassProbabilities.FromLogits(context.Real.Logits!)))];
}
