using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Reads both sides of an evaluation, each in the cheapest way that the measures allow. Owns the extractor and the sources that it opens.</summary>
internal sealed class EvaluationRun : IDisposable
{
    private readonly EvaluationOptions options;
    private readonly IProgress<StageProgress>? progress;
    private readonly CancellationToken cancellation;
    private readonly FeatureExtractor extractor;
    private readonly List<ImageSource> sources = [];
    private readonly List<string> warnings = [];
    private PixelSampler? pixels;

    /// <exception cref="InvalidInputException">The extractor or an option cannot be used.</exception>
    internal EvaluationRun(EvaluationOptions options, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        (this.options, this.progress, this.cancellation) = (options, progress, cancellation);
        extractor = FeatureExtractor.Load(
            options.Extractor, new() { Resize = options.Resize, Device = options.Device, Threads = options.Threads, BatchSize = options.BatchSize });
        try
        {
            Plan = new EvaluationPlan(options, knowsClasses: extractor.Classes > 0);
        }
        catch
        {
            extractor.Dispose();
            throw;
        }
    }

    /// <summary>What is computed.</summary>
    internal EvaluationPlan Plan { get; }

    /// <summary>The images to score.</summary>
    internal ImageSet ReadFake()
    {
        if (SourcePath.KindOf(options.Fake) == SourceKind.Statistics)
        {
            return ReadStatistics(options.Fake);
        }

        var source = Open(options.Fake);
        pixels = Plan.OfFake.HasFlag(Needs.PixelRows) ? new PixelSampler(FirstReadable(source), options.Seed) : null;
        return Pass(source, Plan.OfFake, "reading generated images");
    }

    /// <summary>The images to compare with; null where no measure asks for them.</summary>
    internal ImageSet? ReadReal()
    {
        if (options.Real is null || Plan.OfReal == Needs.None)
        {
            return null;
        }

        if (SourcePath.KindOf(options.Real) == SourceKind.Statistics)
        {
            return ReadStatistics(options.Real);
        }

        var source = Open(options.Real);
        var cache = options is { StatisticsCache: { } folder, Shard: null } && Plan.OfReal.HasFlag(Needs.Statistics) ? new StatisticsCache(folder) : null;
        var digest = cache is null ? "" : source.Digest();
        if ((Plan.OfReal & Measure.OfEachImage) == 0 && cache?.Find(digest, extractor.Identity) is { } known)
        {
            return new ImageSet { Summary = new SourceSummary(source.Path, source.Kind, known.Count), Known = known };
        }

        var set = Pass(source, Plan.OfReal, "reading real images");
        if (set.Summary.Images >= 2)
        {
            cache?.Keep(digest, extractor.Identity, set.Statistics);
        }

        return set;
    }

    /// <summary>The result so far: all but scores.</summary>
    internal EvaluationResult Describe(ImageSet fake, ImageSet? real) => new()
    {
        Extractor = extractor.Identity,
        Weights = extractor.Info.Card.Weights ?? "the extractor's file does not say",
        Fake = fake.Summary,
        Real = real?.Summary,
        Seed = options.Seed,
        Warnings = warnings,
    };

    /// <summary>Frees the extractor; nothing can be read after that.</summary>
    internal void CloseExtractor() => extractor.Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        extractor.Dispose();
        sources.ForEach(source => source.Dispose());
    }

    private ImageSet Pass(ImageSource source, Needs needs, string phase) =>
        new FeaturePass(extractor, needs, pixels, options).Run(source, phase, progress, cancellation);

    private ImageSource Open(string path)
    {
        var source = SourcePath.Open(path, options.ForSources);
        sources.Add(source);
        return source;
    }

    private ImageSet ReadStatistics(string path)
    {
        var (statistics, made) = StatisticsFile.Load(path);
        if (made is not null && made != extractor.Identity)
        {
            throw new InvalidInputException(
                $"Comparing with {path}: found statistics of {made}, needed {extractor.Identity}, as scores of different extractors do not compare. "
                + "Use that extractor, or make the statistics again.");
        }

        if (statistics.Dimensions != extractor.Features)
        {
            throw new InvalidInputException(
                $"Comparing with {path}: found features of {statistics.Dimensions} values, needed {extractor.Features} as {extractor.Identity.Name} gives. "
                + "Use the extractor that made them.");
        }

        if (made is null)
        {
            warnings.Add($"{path} does not say which extractor made it: the score means something only if it was {extractor.Identity}");
        }

        return new ImageSet { Summary = new SourceSummary(path, SourceKind.Statistics, statistics.Count), Known = statistics };
    }

    private Image FirstReadable(ImageSource source)
    {
        for (var i = 0L; i < source.Count; i++)
        {
            if (source.Load(i, 1, options.SkipBad, cancellation)[0].Image is { } image)
            {
                return image;
            }
        }

        throw new InvalidInputException($"Reading images from {source.Path}: found none that can be read. Check the images.");
    }
}
