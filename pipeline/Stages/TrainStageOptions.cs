using System.Collections.Immutable;
using Gans.Inference.Metrics;
using Gans.Models;
using Gans.Training;

namespace Gans.Pipeline.Stages;

/// <summary>The options of <see cref="TrainStage"/>: the tables of the training, of the run first and then of the model's settings.</summary>
internal static class TrainStageOptions
{
    public static readonly StageOption<string> Model = StageOption.Text(
        "model", "NAME", "Which system to train, such as dcgan-fashion", required: true, () => ModelRegistry.Shipped.Names);

    /// <summary>What the generator is scored by while it is trained.</summary>
    public static readonly StageOption<ImmutableArray<string>> Metrics = StageOption.ChoiceList(
        "metrics",
        "fid,kid",
        "Score the generator while it is trained, against the data; by the first measure the best one is told",
        [EvaluateStageOptions.InceptionScoreAlias, .. Measures.All.Where(RunScorer.CanScore).Select(measure => measure.Name)]);

    /// <summary>How many images that takes.</summary>
    public static readonly StageOption<long> MetricsSamples = StageOption.WholeNumber(
        "metrics_samples", "Generated images of a scoring, and the most real ones", value: 2_000, minimum: 2, 10_000_000);

    /// <summary>Which generators are kept.</summary>
    public static readonly StageOption<GeneratorKeeping> KeepGenerators = new(
        "keep_generators",
        "Keep the weights of the generator each so many epochs, of all epochs, or of the best one by metrics",
        GeneratorKeeping.Parse,
        keeping => keeping.ToString()!)
    {
        ValueName = "N|all|best",
        Needs = GeneratorKeeping.Words,
        Schema = """{ "anyOf": [{ "type": "integer", "minimum": 1 }, { "enum": ["all", "best"] }] }""",
        IsText = true,
    };

    /// <summary>How many times to train.</summary>
    public static readonly StageOption<long?> Repeats = StageOption.OptionalWholeNumber(
        "repeats", "Train so often, by the seed and those after it, each in seed-N of the output, and tell means and deviations", minimum: 1, maximum: 1_000);

    private static readonly TrainingOptions Defaults = new() { Model = "", Output = "" };

    private static readonly ImmutableArray<(Setting<TrainingOptions> Setting, StageOption<object> Option)> OfRun =
        [.. TrainingOptionTable.All.Select(setting => (setting, StageOption.Of(setting, setting.Get(Defaults))))];

    private static readonly ImmutableArray<(Setting<GanSettings> Setting, StageOption<object> Option)> OfModel =
    [
        .. GanSettingTable.All.Where(setting => OfRun.All(each => each.Setting.Name != setting.Name))
            .Select(setting => ((Setting<GanSettings>)setting, StageOption.Of(setting))),
    ];

    /// <summary>What chance decides by.</summary>
    public static StageOption<object> Seed { get; } = OfRun.Single(each => each.Setting.Name == "seed").Option;

    /// <summary>Passes over the data.</summary>
    public static StageOption<object> Epochs { get; } = OfRun.Single(each => each.Setting.Name == GanSettingTable.Epochs.Name).Option;

    /// <summary>Updates, in place of passes.</summary>
    public static StageOption<object> Steps { get; } = OfRun.Single(each => each.Setting.Name == GanSettingTable.Steps.Name).Option;

    /// <summary>All of them, in the order of help texts.</summary>
    public static ImmutableArray<StageOption> All { get; } =
    [
        Model, StageOption.Device, Repeats, Metrics, MetricsSamples, KeepGenerators,
        .. OfRun.Select(each => each.Option), .. OfModel.Select(each => each.Option),
    ];

    /// <summary>The run's options with those replaced that are given.</summary>
    /// <param name="options">The options.</param>
    /// <param name="values">What is given.</param>
    public static TrainingOptions Apply(TrainingOptions options, StageValues values) => Apply(options, OfRun, values);

    /// <summary>A model's settings with those replaced that are given.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="values">What is given.</param>
    public static GanSettings Apply(GanSettings settings, StageValues values) => Apply(settings, OfModel, values);

    private static T Apply<T>(T owner, ImmutableArray<(Setting<T> Setting, StageOption<object> Option)> options, StageValues values) =>
        options.Aggregate(owner, (changed, each) => values.Get(each.Option) is { } value ? each.Setting.With(changed, value) : changed);
}
