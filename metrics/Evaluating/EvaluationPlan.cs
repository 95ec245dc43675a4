using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Which measures an evaluation computes, checked against its options, and what they need of each set.</summary>
internal sealed class EvaluationPlan
{
    /// <exception cref="InvalidInputException">A name is unknown, or a measure cannot be had from what was given.</exception>
    internal EvaluationPlan(EvaluationOptions options, bool knowsClasses)
    {
        CheckNumbers(options);
        var (fake, real) = (SourcePath.KindOf(options.Fake), options.Real is null ? (SourceKind?)null : SourcePath.KindOf(options.Real));
        Measures = [.. (options.Metrics ?? Usual(fake, real, knowsClasses)).Select(Find).Distinct()];
        if (Measures.Count == 0 && options.SaveStats is null)
        {
            throw new InvalidInputException(
                $"Evaluating {options.Fake}: found no measure that one set and an extractor without classes allow, needed one. Give real images (--real), "
                + "or another extractor.");
        }

        foreach (var measure in Measures)
        {
            Check(measure, options, fake, real);
            Require(
                knowsClasses || !measure.NeedsAny(Needs.Logits),
                measure,
                "found an extractor that gives features and no logits of classes, as ResNet-18 does, needed one that classifies",
                "Choose one (--extractor): a classifier that Gans trained, or Inception v3 (gans export --pretrained inception-v3)");
        }

        var ofReal = Needs.Real | (real is null or SourceKind.Statistics ? Needs.None : Needs.RealWhereGiven);
        OfFake = NeedsOf(Measures, options);
        OfReal = NeedsOf(Measures.Where(measure => measure.NeedsAny(ofReal)), options);
        if (options.SaveStats is not null)
        {
            RequireImagesToSave(options.SaveStats, real ?? fake);
            (OfFake, OfReal) = real is null ? (OfFake | Needs.Statistics, OfReal) : (OfFake, OfReal | Needs.Statistics);
        }

        HasFloor = real is not (null or SourceKind.Statistics) && OfReal != Needs.None && options is { SkipFloor: false, Shard: null };
        if (HasFloor)
        {
            OfReal |= NeedsOf(Measures.Where(measure => measure.Better is not (null or Better.LikeReal)), options) | Needs.Features;
        }
    }

    /// <summary>The measures, in the order asked for.</summary>
    internal IReadOnlyList<Measure> Measures { get; }

    /// <summary>What they need of the images to score.</summary>
    internal Needs OfFake { get; }

    /// <summary>What they need of the images to compare with; none where these are not looked at.</summary>
    internal Needs OfReal { get; }

    /// <summary>Whether scores are told beside what real images score in the generated ones' place.</summary>
    internal bool HasFloor { get; }

    private static Needs NeedsOf(IEnumerable<Measure> measures, EvaluationOptions options)
    {
        var all = measures.Aggregate(Needs.None, (needs, measure) => needs | measure.Needs);
        return options.Bootstrap > 0 && all.HasFlag(Needs.Statistics) ? all | Needs.Features : all;
    }

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

    private static Measure Find(string name) => Metrics.Measures.All.FirstOrDefault(measure => measure.Name == name || measure.Alias == name)
        ?? throw new InvalidInputException(
            $"Choosing measures: found '{name}', needed some of {string.Join(", ", Metrics.Measures.All.Select(measure => measure.Name))}. Change the list.");

    private static void Check(Measure measure, EvaluationOptions options, SourceKind fake, SourceKind? real)
    {
        var (needsReal, takesStatistics) = (measure.NeedsAny(Needs.Real), !measure.NeedsAny(Measure.OfEachImage));
        Require(!needsReal || real is not null, measure, "found no real images, needed some to compare with", "Give them (--real)");
        Require(fake != SourceKind.Statistics || takesStatistics, measure, $"found only statistics in {options.Fake}, needed images", "Give the images");
        Require(
            real != SourceKind.Statistics || !needsReal || takesStatistics,
            measure,
            $"found only statistics in {options.Real}, needed images",
            "Give the images");
        Require(
            !measure.NeedsAny(Measure.OfPixels) || options.Shard is null,
            measure,
            "found a shard, needed all images in one run",
            "Leave the shard or this measure out");
        Require(
            !measure.NeedsAny(Needs.Folder) || options.PicturesFolder is not null,
            measure,
            "found no folder, needed one for its pictures",
            "Give one (--pictures)");
    }

    private static void RequireImagesToSave(string path, SourceKind kind)
    {
        if (kind == SourceKind.Statistics)
        {
            throw new InvalidInputException(
                $"Saving statistics to {path}: found statistics already, needed images. Give them, or leave it out (--save-stats).");
        }
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
            throw new InvalidInputException(
                FormattableString.Invariant($"Evaluating: found {option} = {value}, needed {least} to {most}. Change that option."));
        }
    }
}
