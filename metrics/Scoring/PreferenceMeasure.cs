namespace Gans.Inference.Metrics;

/// <summary>A sheet of pairs for people to judge, see <see cref="PreferenceSheet"/>.</summary>
internal sealed record PreferenceMeasure() : Measure(
    "preference_sheet", "a picture of real and generated images side by side, to be judged by people", Better: null,
    Needs.Images | Needs.Real | Needs.Folder)
{
    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context)
    {
        context.AddPictures(new PreferenceSheet(context).Write());
        return [];
    }
}
