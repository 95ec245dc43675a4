using System.Collections.Immutable;
using System.Globalization;
using Gans.Formats;
using Gans.Inference;
using Gans.Inference.Metrics;
using Gans.Pipeline.Pretrained;

namespace Gans.Pipeline.Stages;

/// <summary>Scores images, alone or against real ones.</summary>
internal sealed class EvaluateStage : BuiltInStage
{
    private const string ShardSuffix = ".shard";
    private const string Images = "PACK|DIR|FILE.zip|FILE.npy|FILE.npz|FILE.onnx";

    /// <inheritdoc/>
    public override string Name => "evaluate";

    /// <inheritdoc/>
    public override int Version => 3;

    /// <inheritdoc/>
    public override string Summary => "Score images, alone or against real ones. In a pipeline, list what is scored first among the deps.";

    /// <inheritdoc/>
    public override string Example =>
        "gans evaluate --real artifacts/fashion/test --fake artifacts/fashion/generator.onnx --count 10000 --extractor artifacts/fashion/judge.onnx --json "
        + "scores.json";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } =
    [
        new("merge", "PART.shard", "the parts of an evaluation that --shard wrote, all of them, with its other options as they were")
        {
            IsRequired = false,
            TakesMany = true,
            Suffixes = [ShardSuffix],
        },
        new("fake", Images + "|RUN", "the images to score; of a run all the generators that it kept, for a table by step"),
        new(
            "extractor",
            "FILE.onnx",
            "the network that looks at them, an exported classifier or an adopted network; not given: ResNet-18, exported once")
        {
            IsRequired = false,
            Suffixes = [".onnx"],
        },
        new("real", Images, "the images to compare with; not needed by measures of one set") { IsRequired = false },
        new("baseline", "PACK", "with --pairs, a pack whose mean target is compared as well, such as that of the training") { IsRequired = false },
        new("back", "FILE.onnx", "with --pairs, the translator of the other direction, to measure the way there and back") { IsRequired = false },
    ];

    /// <inheritdoc/>
    public override StageOutput Output { get; } =
        new("OUT.json", "the scores, with all that is needed to know what they mean, - for standard output; with --shard the part, PART.shard")
        {
            Name = "json",
            IsPrintedToo = true,
        };

    /// <inheritdoc/>
    public override StageOutput SideOutput { get; } =
        new("DIR", "a folder for pictures: nearest real images, real and generated side by side") { Name = "pictures" };

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options => EvaluateStageOptions.All;

    /// <inheritdoc/>
    public override bool UsesAllCores => true;

    /// <inheritdoc/>
    public override string? Check(StageValues values)
    {
        var (truncations, psis) = (values.Get(EvaluateStageOptions.Truncations), values.Get(EvaluateStageOptions.Psis));
        return values switch
        {
            _ when values.Require(EvaluateStageOptions.Bootstrap) == 1 => "found 'bootstrap' 1, needed 2 or more for a deviation, or 0 for none. Change it.",
            _ when !truncations.IsDefault && !psis.IsDefault => "found both 'truncations' and 'psis', needed one. Take the other out.",
            _ when !truncations.IsDefault && truncations.Min() < LatentSource.LeastTruncation => string.Create(
                CultureInfo.InvariantCulture,
                $"found 'truncations' with {truncations.Min()}, needed {LatentSource.LeastTruncation} or more each. Change them."),
            _ when !psis.IsDefault && (psis.Min() < 0 || psis.Max() > SampleRequest.LargestPsi) => string.Create(
                CultureInfo.InvariantCulture, $"found 'psis' beyond 0 to {SampleRequest.LargestPsi}, needed such as 0.5,0.7,1. Change them."),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        if (work.Values.Require(EvaluateStageOptions.Pairs))
        {
            return PairComparison.Run(work, progress, cancellation);
        }

        var extractor = work.FindInput("extractor") is { } path
            ? ModelPath.Require(path)
            : PretrainedModels.Ensure(PretrainedModels.DefaultExtractor, progress, cancellation);
        var options = ToOptions(work, extractor);
        if (SeriesOf(options, work.Values) is { } series)
        {
            return series.Run(work, progress, cancellation);
        }

        var parts = work.InputsOf("merge");
        var result = parts.IsEmpty ? Evaluation.Run(options, progress, cancellation) : Evaluation.Merge(parts, options, progress, cancellation);
        IgnoreInGit(options.FeatureCache);
        var table = result.ToTable().TrimEnd().Split('\n');
        if (options.Shard is not { } shard)
        {
            work.Tell(result.ToJson(), table);
            return Describe(result);
        }

        foreach (var line in table)
        {
            work.Print(line);
        }

        return $"part {shard}";
    }

    /// <summary>Several generators, or one drawn in several ways, where that is asked for; else null.</summary>
    private static GeneratorSeries? SeriesOf(EvaluationOptions options, StageValues values) =>
        (values.Get(EvaluateStageOptions.Truncations), values.Get(EvaluateStageOptions.Psis)) switch
        {
            ({ IsDefault: false } truncations, _) => GeneratorSeries.OfTruncations(options, truncations),
            (_, { IsDefault: false } psis) => GeneratorSeries.OfPsis(options, psis),
            _ => GeneratorSeries.IsRun(options.Fake) ? GeneratorSeries.OfKept(options) : null,
        };

    /// <summary>What the library is asked for.</summary>
    /// <param name="work">The call.</param>
    /// <param name="extractor">Path of the extractor.</param>
    internal static EvaluationOptions ToOptions(StageCall work, string extractor)
    {
        var values = work.Values;
        var (metrics, labels) = (values.Get(EvaluateStageOptions.Metrics), values.Get(EvaluateStageOptions.Labels));
        var shard = values.Get(EvaluateStageOptions.Shard);
        return new EvaluationOptions
        {
            Fake = work.Input("fake"),
            Real = work.FindInput("real"),
            Extractor = extractor,
            Metrics = metrics.IsDefault ? null : EvaluateStageOptions.NamesOf(metrics),
            Count = values.Get(EvaluateStageOptions.Count),
            Seed = values.Require(EvaluateStageOptions.Seed),
            Labels = labels.IsDefault ? [] : LabelsOf(labels, work.Input("fake")),
            Resize = values.Get(EvaluateStageOptions.Resize),
            SkipBad = values.Require(EvaluateStageOptions.SkipBad),
            Splits = (int)values.Require(EvaluateStageOptions.Splits),
            Bootstrap = (int)values.Require(EvaluateStageOptions.Bootstrap),
            BatchSize = (int?)values.Get(EvaluateStageOptions.BatchSize),
            FeatureCache = values.Require(EvaluateStageOptions.SkipCache)
                ? null
                : values.Get(EvaluateStageOptions.FeatureCache) ?? new StateFolder().File(StateFolder.Features),
            SaveStats = values.Get(EvaluateStageOptions.SaveStats),
            SkipFloor = values.Require(EvaluateStageOptions.SkipFloor),
            Shard = shard,
            ShardFile = shard is null ? null : ShardFile(work),
            Threads = (int?)values.Get(EvaluateStageOptions.Threads),
            Device = values.Require(StageOption.Device),
            PicturesFolder = work.SideOutput,
        };
    }

    private static string ShardFile(StageCall work) => work.OutputWhereGiven is { } path and not StageCall.StandardOutput
        ? path
        : throw new InvalidInputException("gans evaluate: found a shard without a file, needed one for its statistics. Name it (--json PART.shard).");

    /// <summary>The state folder brings its own <c>.gitignore</c>, which the library knows nothing of.</summary>
    private static void IgnoreInGit(string? cache)
    {
        var state = new StateFolder();
        if (cache == state.File(StateFolder.Features) && Directory.Exists(cache))
        {
            state.Create();
        }
    }

    /// <summary>Numbers of classes; only where one is named is the generator asked for its names.</summary>
    private static long[] LabelsOf(ImmutableArray<ClassWord> labels, string fake) =>
        [.. labels.Select(label => label.Number ?? label.In(ModelInfo.Read(fake)))];

    private static string Describe(EvaluationResult result) => result.Scores.Count == 0
        ? Counted.Of(result.Pictures.Count, "file of pictures", "files of pictures")
        : string.Join(", ", result.Scores.Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Name} {score.Value:G5}")));
}
