using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Which measures an evaluation computes, checked against its options, and what they need of each set.</summary>
internal sealed class EvaluationPlan
{
    private static readonly HashSet<string> FromLogits = ["inception_score", "mode_score", "am_score", "classification", "code_information"];
    private static readonly HashSet<string> FromFeatures = ["kid", "precision_recall", "density_coverage", "two_sample", "neighbours"];

    private readonly bool bootstraps;

    /// <exception cref="InvalidInputException">A name is unknown, or a measure cannot be had from what was given.</exception>
    internal EvaluationPlan(EvaluationOptions options, bool knowsClasses)
    {
        CheckNumbers(options);
        var (fake, real) = (SourcePath.KindOf(options.Fake), options.Real is null ? (SourceKind?)null : SourcePath.KindOf(options.Real));
        Measures = [.. (options.Metrics ?? Usual(fake, real, knowsClasses)).Select(Find).Distinct()];
        bootstraps = options.Bootstrap > 0;
        foreach (var measure in Measures)
        {
            Check(measure, options, fake, real);
            Require(
                knowsClasses || !FromLogits.Contains(measure.Name),
                measure,
                "found no logits of a known number of classes in the extractor, needed them",
                "Choose an extractor with logits");
        }
    }

    /// <summary>The measures, in the order asked for.</summary>
    internal IReadOnlyList<Measure> Measures { get; }

    /// <summary>Whether mean and covariance are needed.</summary>
    internal bool NeedsStatistics => Asks("fid");

    /// <summary>Whether each image's features are needed.</summary>
    internal bool NeedsFeatures => Measures.Any(measure => FromFeatures.Contains(measure.Name)) || (bootstraps && NeedsStatistics);

    /// <summary>Whether each image's logits are needed.</summary>
    internal bool NeedsLogits => Measures.Any(measure => FromLogits.Contains(measure.Name));

    /// <summary>Whether pixels of each image are needed.</summary>
    internal bool NeedsPixelRows => Asks("ndb");

    /// <summary>Whether real images are needed for more than mean and covariance.</summary>
    internal bool NeedsRealImages => Measures.Any(measure => measure.NeedsReal && !measure.TakesStatistics) || (bootstraps && NeedsStatistics);

    private bool Asks(string name) => Measures.Any(measure => measure.Name == name);

    private static IEnumerable<string> Usual(SourceKind fake, SourceKind? real, bool knowsClasses)
    {
        if (knowsClasses && fake != SourceKind.Statistics)
        {
            yield return "inception_score";
        }

        if (real is not null)
        {
            yield return "fid";
        }

        if (real is not (null or SourceKind.Statistics) && fake != SourceKind.Statistics)
        {
            yield return "kid";
        }
    }

    private static Measure Find(string name)
    {
        var sought = name == "is" ? "inception_score" : name;
        return Metrics.Measures.All.FirstOrDefault(measure => measure.Name == sought) ?? throw new InvalidInputException(
            $"Choosing measures: found '{name}', needed some of {string.Join(", ", Metrics.Measures.All.Select(measure => measure.Name))}. Change the list.");
    }

    private static void Check(Measure measure, EvaluationOptions options, SourceKind fake, SourceKind? real)
    {
        Require(!measure.NeedsReal || real is not null, measure, "found no real images, needed some to compare with", "Give them (--real)");
        Require(
            fake != SourceKind.Statistics || measure.TakesStatistics, measure, $"found only statistics in {options.Fake}, needed images", "Give the images");
        Require(
            real != SourceKind.Statistics || !measure.NeedsReal || measure.TakesStatistics,
            measure,
            $"found only statistics in {options.Real}, needed images",
            "Give the images");
        Require(!measure.NeedsPixels || options.Shard is null, measure, "found a shard, needed all images in one run", "Leave the shard or this measure out");
        Require(!measure.DrawsPictures || options.PicturesFolder is not null, measure, "found no folder, needed one for its pictures", "Give one (--pictures)");
    }

    private static void Require(bool holds, Measure measure, string finding, string remedy)
    {
        if (!holds)
        {
            throw new InvalidInputException($"Computing {measure.Name}: {finding}. {remedy}, or leave it out.");
        }
    }

    private static void CheckNumbers(EvaluationOptions options)
    {
        Require("count", options.Count ?? 1, 1, int.MaxValue);
        Require("splits", options.Splits, 1, int.MaxValue);
        Require("bootstrap", options.Bootstrap == 0 ? 2 : options.Bootstrap, 2, int.MaxValue);
        if (options is { Shard: not null, ShardFile: null })
        {
            throw new InvalidInputException($"Evaluating shard {options.Shard}: found no file for its statistics, needed one. Give it.");
        }
    }

    private static void Require(string option, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            throw new InvalidInputException($"Evaluating: found {option} = {value}, needed {least} to {most}. Change that option.");
        }
    }
}
