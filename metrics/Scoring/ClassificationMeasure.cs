using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Share of samples in which the extractor finds the class that was asked for, see <see cref="ClassificationScore"/>.</summary>
internal sealed record ClassificationMeasure() : Measure(
    "classification",
    "accuracy with which the extractor finds the class that was asked for",
    Metrics.Better.Higher,
    Needs.Logits | Needs.Classes)
{
    /// <inheritdoc/>
    internal override bool HasFloor(ImageSet real) => real.Classes > 0 && real.Classes == real.Logits?.Dimensions;

    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context)
    {
        var (fake, logits) = (context.Fake, context.Fake.Logits!);
        return fake.Classes == logits.Dimensions
            ? [Give(ClassificationScore.Compute(logits, fake.Labels))]
            : throw new InvalidInputException(
                $"Computing {Name}: found {(fake.Classes == 0 ? "no labels" : $"{fake.Classes} classes")} in {fake.Summary.Path}, "
                + $"needed the extractor's {logits.Dimensions} classes. Use an extractor of that data set, or leave it out.");
    }
}
