using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>How much of what was asked for the extractor's answer tells, see <see cref="CodeInformation"/>.</summary>
internal sealed record CodeInformationMeasure() : Measure(
    "code_information", "normalised mutual information of the class or code asked for and the class found", Metrics.Better.Higher, Needs.Logits)
{
    /// <inheritdoc/>
    internal override bool HasFloor(ImageSet real) => real.Labels.Count > 0;

    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context) => context.Fake.Labels.Count > 0
        ? [Give(CodeInformation.Compute(context.Fake.Logits!, context.Fake.Labels))]
        : throw new InvalidInputException(
            $"Computing {Name}: found neither classes nor a category in codes in {context.Fake.Summary.Path}, needed one. "
            + "Use a generator that is asked for something, or leave it out.");
}
