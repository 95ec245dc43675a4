namespace Gans.Inference.Metrics;

/// <summary>Precision and recall of features, see <see cref="PrecisionRecall"/>.</summary>
internal sealed record PrecisionRecallMeasure() : Measure(
    "precision_recall", "share of images inside the other set's neighbourhoods", Metrics.Better.Higher, Needs.Features | Needs.Real)
{
    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context)
    {
        context.RequireBoth(PrecisionRecall.DefaultNeighbours + 1, this, "more of each than neighbours");
        var (precision, recall) = PrecisionRecall.Compute(context.Real.Features!, context.Fake.Features!, cancellation: context.Cancellation);
        return [Give(precision, name: "precision"), Give(recall, name: "recall")];
    }
}
