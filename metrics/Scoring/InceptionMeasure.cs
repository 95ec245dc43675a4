namespace Gans.Inference.Metrics;

/// <summary>The Inception Score over splits, see <see cref="InceptionScore"/>.</summary>
internal sealed record InceptionMeasure() : Measure(
    "inception_score", "confident and varied classes among the generated images", Metrics.Better.Higher, Needs.Logits)
{
    /// <inheritdoc/>
    internal override string Alias => "is";

    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context)
    {
        ScoringContext.Require(context.Fake, context.Splits, this, "one a split", " or fewer splits (--splits)");
        var logits = context.Fake.Logits!;
        var (mean, deviation) = InceptionScore.Compute(logits, context.Splits, context.Draws(DrawPurpose.Splits).Permutation(logits.Count));
        return [Give(mean, deviation)];
    }
}
