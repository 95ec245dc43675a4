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
    private readonly FeatureCache? cache;
    private PixelSampler? pixels;
    private string? realKey;

    /// <exception cref="InvalidInputException">The extractor or an option cannot be used.</exception>
    internal EvaluationRun(EvaluationOptions options, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        (this.options, this.progress, this.cancellation) = (options, progress, cancellation);
        cache = options is { FeatureCache: { } folder, Shard: null } ? new FeatureCache(folder) : null;
        extractor = FeatureExtractor.LoadWhenUsed(
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
        return Pass(source, options.CachesRealOnly ? null : cache, Plan.OfFake, "reading generated images", static _ => { });
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

        return Pass(Open(options.Real), cache, Plan.OfReal, "reading real images", key => realKey = key);
    }

    /// <summary>Floors of the real images that were computed before; null where nothing is kept.</summary>
    internal FloorCache? OpenFloors() => cache is not null && realKey is not null ? new FloorCache(cache.PathOf(realKey, FloorCache.Ending)) : null;

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

    private ImageSet Pass(ImageSource source, FeatureCache? kept, Needs needs, string phase, Action<string> tellKey)
    {
        if (kept is null || (needs & FeaturePass.OfExtractor) == 0)
        {
            return new FeaturePass(extractor, needs, pixels, options).Run(source, phase, progress, cancellation);
        }

        progress?.Report(new StageProgress($"{phase}, to know them", 0, 0));
        var key = FeatureCache.KeyOf(source, extractor, cancellation);
        tellKey(key);
        if (kept.Find(key, extractor, needs.HasFlag(Needs.Logits)) is { } features)
        {
            return FromCache(source, features, needs, phase);
        }

        var set = new FeaturePass(extractor, needs | Needs.Features, pixels, options).Run(source, phase, progress, cancellation);
        if (kept.Keep(key, set) is { } problem)
        {
            warnings.Add($"features of {source.Path} are not kept: {problem}");
        }

        return set;
    }

    /// <summary>A set whose images need not be looked at, but for their pixels where a measure compares these.</summary>
    private ImageSet FromCache(ImageSource source, KeptFeatures kept, Needs needs, string phase)
    {
        var looked = pixels is null
            ? null
            : new FeaturePass(extractor, needs & ~FeaturePass.OfExtractor, pixels, options).Run(source, phase, progress, cancellation);
        var readable = kept.Indices.ToHashSet();
        var bad = kept.Indices.Count == source.Count
            ? []
            : Enumerable.Range(0, (int)source.Count).Where(index => !readable.Contains(index))
                .Select(index => new BadImage(source.NameOf(index), source.Load(index, 1, options.SkipBad, cancellation)[0].Problem ?? "")).ToList();
        return new ImageSet
        {
            Source = source,
            Summary = new SourceSummary(source.Path, source.Kind, kept.Indices.Count) { Bad = bad },
            Features = kept.Features,
            Logits = kept.Logits,
            Pixels = looked?.Pixels,
            Indices = kept.Indices,
            Labels = source.HasLabels ? [.. kept.Indices.Select(source.LabelOf)] : [],
            Classes = source.Classes,
        };
    }

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
