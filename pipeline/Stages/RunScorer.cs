using Gans.Formats;
using Gans.Inference;
using Gans.Inference.Metrics;
using Gans.Pipeline.Pretrained;
using Gans.Training;

namespace Gans.Pipeline.Stages;

/// <summary>Scores a generator in training as <c>gans evaluate</c> would score its exported file, drawing the same latents.</summary>
/// <remarks>
/// libtorch, OpenBLAS and ONNX Runtime each have threads of their own, so they work in turn: first all samples are made and written as a pack beside the run,
/// then that is evaluated. No more memory is used than an evaluation takes.
/// </remarks>
internal sealed class RunScorer : IRunScorer
{
    private const int BatchSize = 100;
    private const long Seed = 1;

    private readonly string run;
    private readonly Action<string> print;
    private readonly EvaluationOptions options;
    private bool hasWarned;

    private RunScorer(string run, EvaluationOptions options, ScoringProtocol protocol, Action<string> print)
    {
        (this.run, this.options, this.print, Protocol) = (run, options, print, protocol);
    }

    /// <inheritdoc/>
    public ScoringProtocol Protocol { get; }

    /// <summary>Whether a measure tells generators apart: it gives numbers, and says which are better.</summary>
    internal static bool CanScore(Measure measure) => measure.Better is Better.Lower or Better.Higher && !measure.Needs.HasFlag(Needs.Folder);

    /// <summary>The scorer that a training's options ask for; null for none.</summary>
    /// <exception cref="InvalidInputException">The extractor cannot be used, or there are no data to compare with.</exception>
    internal static RunScorer? Create(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        var metrics = work.Values.Get(TrainStageOptions.Metrics);
        if (metrics.IsDefault)
        {
            return null;
        }

        var path = work.FindInput("extractor") is { } given
            ? ModelPath.Require(given)
            : PretrainedModels.Ensure(PretrainedModels.DefaultExtractor, progress, cancellation);
        var real = work.FindInput("data") ?? throw new InvalidInputException(
            "Option metrics: found no data to compare with, needed a pack of images. Give --data, or take the option out.");
        var options = new EvaluationOptions
        {
            Fake = "",
            Real = real,
            Extractor = path,
            Metrics = EvaluateStageOptions.NamesOf(metrics),
            Count = work.Values.Require(TrainStageOptions.MetricsSamples),
            Seed = Seed,
            FeatureCache = new StateFolder().File(StateFolder.Features),
            CachesRealOnly = true,
            SkipFloor = true,
            Threads = TrainStage.ToOptions(work).Threads ?? Environment.ProcessorCount,
            Device = work.Values.Require(StageOption.Device),
        };
        using var extractor = FeatureExtractor.Load(path, new FeatureExtractorOptions { Device = options.Device, Threads = 1 });
        var protocol = new ScoringProtocol
        {
            Metrics = options.Metrics,
            MetricsSamples = options.Count.Value,
            MetricsSeed = Seed,
            Extractor = extractor.Identity.ToString(),
            HigherIsBetter = Measures.All.Single(measure => measure.Name == options.Metrics[0]).Better == Better.Higher,
        };
        return new RunScorer(work.Output, options, protocol, work.Print);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RunScore> Score(IScoredGenerator generator, long step)
    {
        RequireClasses(generator);
        using var folder = new AtomicFolder(Path.Combine(run, "scoring"));   // never committed: it goes when it is disposed, or with what a kill left
        var samples = Path.Combine(folder.WorkPath, "samples");
        Write(generator, samples);
        var result = Evaluation.Run(options with { Fake = samples }, progress: null, CancellationToken.None);
        foreach (var warning in hasWarned ? [] : result.Warnings)
        {
            print($"warning: {warning}");
        }

        hasWarned = true;
        return [.. result.Scores.Select(score => new RunScore(score.Name, score.Value))];
    }

    private void RequireClasses(IScoredGenerator generator)
    {
        var asking = Measures.All.FirstOrDefault(measure => measure.Needs.HasFlag(Needs.Classes) && Protocol.Metrics.Contains(measure.Name));
        if (asking is not null && generator.Classes == 0)
        {
            throw new InvalidInputException(
                $"Option metrics: {asking.Name} compares classes that were asked for with those found; found a generator of no classes. Take it out.");
        }
    }

    /// <summary>
    /// Writes what the exported file would draw of the seed: latents and codes by their index, labels in turn. Images of no class have the category of their
    /// code as a label, where there is one.
    /// </summary>
    private void Write(IScoredGenerator generator, string path)
    {
        var latents = new LatentSource(generator.LatentSize, generator.LatentDistribution, Seed);
        var codes = new CodeSource(generator.Codes, Seed);
        var (classes, categories) = (generator.Classes, generator.Codes.Categories);
        DatasetPackWriter? writer = null;
        try
        {
            var count = (int)Protocol.MetricsSamples;
            for (var first = 0; first < count; first += BatchSize)
            {
                var size = Math.Min(BatchSize, count - first);
                var drawn = new float[size * generator.Codes.Size];
                codes.Fill(first, drawn);
                long[] labels = [.. Enumerable.Range(first, classes > 0 ? size : 0).Select(i => (long)i % classes)];
                var images = generator.Make(latents.Draw(size, first).Values, labels, drawn);
                writer ??= new DatasetPackWriter(path, Describe(images, classes > 0 ? classes : categories));
                for (var i = 0; i < size; i++)
                {
                    long? category = categories > 0 ? generator.Codes.CategoryOf(drawn.AsSpan(i * generator.Codes.Size, generator.Codes.Size)) : null;
                    writer.Add(images[i], classes > 0 ? labels[i] : category, default);
                }
            }

            writer!.Commit();
        }
        finally
        {
            writer?.Dispose();
        }
    }

    private static DatasetInfo Describe(ImageBatch images, int asked) => new()
    {
        Name = "samples",
        Split = "generated",
        Source = "a generator in training",
        SourceDigest = "",
        Height = images.Height,
        Width = images.Width,
        Channels = images.Channels,
        ClassNames = [.. Enumerable.Range(0, asked).Select(static i => $"{i}")],
    };
}
