using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Scores a set of images, alone or against another one.</summary>
/// <remarks>
/// Memory does not grow with the number of images: means and covariances are summed up as images pass, and what measures need of each image goes to a temporary
/// file.
/// <c>docs/metrics.md</c> says what each measure means and what it needs.
/// </remarks>
/// <example>
/// <code>
/// var result = Evaluation.Run(new() { Real = "photos", Fake = "generator.onnx", Count = 10000, Extractor = "inception-v3.onnx" }, progress: null,
/// CancellationToken.None); Console.WriteLine(result.ToTable());
/// </code>
/// </example>
public static class Evaluation
{
    /// <summary>Goes through the images and computes the measures asked for.</summary>
    /// <param name="options">What to evaluate, and how.</param>
    /// <param name="progress">Told of every batch; may be null.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <returns>The scores; for a shard, where its statistics are.</returns>
    /// <exception cref="InvalidInputException">A source, the extractor or an option cannot be used; the message is one line.</exception>
    public static EvaluationResult Run(EvaluationOptions options, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var run = new EvaluationRun(options, progress, cancellation);
        using var fake = run.ReadFake();
        using var real = run.ReadReal();
        var result = run.Describe(fake, real);
        run.CloseExtractor();   // some measures need as much memory as its network did
        if (options is { Shard: { } shard, ShardFile: { } path })
        {
            ShardFile.Write(path, new ShardHeader(shard.Index, shard.Count, [.. run.Plan.Measures.Select(measure => measure.Name)], result), fake, real);
            return result with { ShardFile = path };
        }

        result = Score(run.Plan.Measures, result, options, fake, real, progress, cancellation);
        return run.Plan.HasFloor && real is not null
            ? new RealFloor(run.Plan.Measures, real, fake.Summary.Images, options, cancellation).AddTo(result, run.OpenFloors(), progress)
            : result;
    }

    /// <summary>Computes the measures from the files of all shards.</summary>
    /// <param name="shards">Every shard's file once, in any order.</param>
    /// <param name="options">Splits and bootstrap count; the rest is in the files.</param>
    /// <param name="progress">Told of every step; may be null.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <exception cref="InvalidInputException">A file is missing, damaged, or of another evaluation.</exception>
    public static EvaluationResult Merge(
        IReadOnlyList<string> shards, EvaluationOptions options, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shards);
        ArgumentNullException.ThrowIfNull(options);
        using var merged = ShardFile.Merge(shards);
        var measures = merged.Header.Measures.Select(name => Measures.All.Single(measure => measure.Name == name));
        var result = merged.Header.Result;
        return Score([.. measures], result, options with { Seed = result.Seed }, merged.Fake, merged.Real, progress, cancellation);
    }

    private static EvaluationResult Score(
        IReadOnlyList<Measure> measures,
        EvaluationResult result,
        EvaluationOptions options,
        ImageSet fake,
        ImageSet? real,
        IProgress<StageProgress>? progress,
        CancellationToken cancellation)
    {
        var context = new ScoringContext(fake, real)
        {
            Seed = options.Seed,
            Splits = options.Splits,
            Bootstrap = options.Bootstrap,
            PicturesFolder = options.PicturesFolder,
            Progress = progress,
            Cancellation = cancellation,
        };
        SaveStatistics(options.SaveStats, real ?? fake, result.Extractor);
        var scores = context.Compute(measures);
        return result with { Scores = scores, Warnings = [.. result.Warnings, .. context.Warnings], Pictures = context.Pictures };
    }

    private static void SaveStatistics(string? path, ImageSet set, ExtractorIdentity extractor)
    {
        if (path is null)
        {
            return;
        }

        StatisticsFile.Save(
            path,
            set is { HasStatistics: true, Summary.Images: >= 2 } ? set.Statistics : throw new InvalidInputException(
                $"Saving statistics to {path}: found {(set.HasStatistics ? "one image" : "no sums")} of {set.Summary.Path}, needed two images or more. "
                + "Give more images, or evaluate the parts with --save-stats too."),
            extractor);
    }
}
