using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>What measures compute from: both sets, the settings that they heed, and where what they say beside their scores goes.</summary>
/// <param name="fake">The images to score.</param>
/// <param name="real">The images to compare with; null without.</param>
internal sealed class ScoringContext(ImageSet fake, ImageSet? real)
{
    private readonly List<string> warnings = [];
    private readonly List<string> pictures = [];

    /// <summary>The images to score.</summary>
    internal ImageSet Fake => fake;

    /// <summary>The images to compare with; only for a measure that needs them, as the plan sees to it then.</summary>
    internal ImageSet Real => real!;

    /// <summary>The images to compare with, or null.</summary>
    internal ImageSet? RealWhereGiven => real;

    /// <summary>Names the draws.</summary>
    internal required long Seed { get; init; }

    /// <summary>Parts of the Inception Score.</summary>
    internal required int Splits { get; init; }

    /// <summary>Resamples for FID's deviation; 0 for none.</summary>
    internal required int Bootstrap { get; init; }

    /// <summary>Where pictures go; null where no measure draws any.</summary>
    internal string? PicturesFolder { get; init; }

    /// <summary>Told of long work; may be null.</summary>
    internal IProgress<StageProgress>? Progress { get; init; }

    /// <summary>Looked at in long work.</summary>
    internal CancellationToken Cancellation { get; init; }

    /// <summary>What limits the scores' meaning, so far.</summary>
    internal IReadOnlyList<string> Warnings => warnings;

    /// <summary>Files of pictures, so far.</summary>
    internal IReadOnlyList<string> Pictures => pictures;

    /// <summary>Computes measures in turn.</summary>
    internal IReadOnlyList<Score> Compute(IReadOnlyList<Measure> measures)
    {
        var scores = new List<Score>();
        for (var i = 0; i < measures.Count; i++)
        {
            Cancellation.ThrowIfCancellationRequested();
            Progress?.Report(new StageProgress("computing", i, measures.Count, measures[i].Name));
            scores.AddRange(measures[i].Compute(this));
        }

        Progress?.Report(new StageProgress("computing", measures.Count, measures.Count));
        return scores;
    }

    /// <summary>Adds what limits a score's meaning, in one line without a full stop.</summary>
    internal void Warn(FormattableString warning) => warnings.Add(FormattableString.Invariant(warning));

    /// <summary>Adds files of pictures.</summary>
    internal void AddPictures(IEnumerable<string> paths) => pictures.AddRange(paths);

    /// <summary>The random choices of one purpose.</summary>
    internal SeededDraws Draws(DrawPurpose purpose) => new(Seed, purpose);

    /// <summary>Refuses sets that are too small.</summary>
    internal void RequireBoth(int least, Measure measure, string why)
    {
        Require(fake, least, measure, why);
        Require(Real, least, measure, why);
    }

    /// <summary>Refuses a set that is too small.</summary>
    internal static void Require(ImageSet set, int least, Measure measure, string why, string remedy = "")
    {
        if (set.Summary.Images < least)
        {
            throw new InvalidInputException(FormattableString.Invariant(
                $"Computing {measure.Name}: found {set.Summary.Images} image{(set.Summary.Images == 1 ? "" : "s")} in {set.Summary.Path}, ")
                + FormattableString.Invariant($"needed {least} or more ({why}). Give more images{remedy}."));
        }
    }
}
