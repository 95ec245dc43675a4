namespace Gans.Inference.Metrics;

/// <summary>How well nearest neighbours tell the sets apart, see <see cref="TwoSampleTest"/>.</summary>
internal sealed record TwoSampleMeasure() : Measure(
    "two_sample", "accuracy with which nearest neighbours tell the two sets apart", Metrics.Better.Half, Needs.Features | Needs.Real)
{
    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context)
    {
        context.RequireBoth(2, this, "two of each");
        var accuracy = TwoSampleTest.Compute(context.Real.Features!, context.Fake.Features!, context.Seed, context.Cancellation);
        return [Give(accuracy.Overall), Give(accuracy.OnReal, name: "two_sample_real"), Give(accuracy.OnFake, name: "two_sample_fake")];
    }
}
