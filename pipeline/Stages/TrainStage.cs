using System.Collections.Immutable;
using System.Globalization;
using Gans.Formats;
using Gans.Models;
using Gans.Pipeline.Reports;
using Gans.Training;
using Gans.Training.Runs;
using Gans.Training.State;

namespace Gans.Pipeline.Stages;

/// <summary>Trains a system of networks; goes on from the last checkpoint when it was stopped.</summary>
internal sealed class TrainStage : BuiltInStage
{
    /// <inheritdoc/>
    public override string Name => "train";

    /// <inheritdoc/>
    public override int Version => 2;

    /// <inheritdoc/>
    public override string Summary => "Train a system of networks on a pack. What is not given is the model's own.";

    /// <inheritdoc/>
    public override string Example => "gans train --model dcgan-fashion --data artifacts/fashion/data --out artifacts/fashion/run --epochs 3";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } =
    [
        new(
            "extractor",
            "FILE.onnx",
            "the network that looks at images for metrics, an exported classifier; not given: that of gans evaluate")
        {
            IsRequired = false,
            Suffixes = [".onnx"],
        },
        OwnModels.Input,
        new("init-from", "RUN", "a run, whose folder's name ends in 'run', with whose weights networks begin, as far as they fit")
        {
            IsRequired = false,
            Suffixes = ["run"],
        },
        new("data", "PACK", "a data set pack; none for gan-1d, which learns points that are made as it goes") { IsRequired = false },
        new("test_data", "PACK", "a pack that is not trained on, by which a classifier is judged after each epoch") { IsRequired = false },
    ];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new(
        "RUN", "the run folder: checkpoint, metrics, samples, kept generators; with repeats a folder of such");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options => TrainStageOptions.All;

    /// <inheritdoc/>
    public override bool IsResumable => true;

    /// <inheritdoc/>
    public override bool UsesAllCores => true;

    /// <inheritdoc/>
    public override bool TellsInputs => false;

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> EndOptions { get; } = [TrainStageOptions.Epochs, TrainStageOptions.Steps];

    /// <inheritdoc/>
    public override long? EndOf(StageCall work) => TrainingRun.StepsOf(ToOptions(work));

    /// <inheritdoc/>
    public override string EndUnit => "steps";

    /// <inheritdoc/>
    public override long? DoneOf(string path) => TrainingRun.StepsDone(path);

    /// <inheritdoc/>
    public override TimeSpan? TimeOf(string path) => TrainingRun.TimeSpent(path);

    /// <inheritdoc/>
    public override string? Check(StageValues values) => (values.Get(TrainStageOptions.Epochs), values.Get(TrainStageOptions.Steps)) is (not null, not null)
        ? "found both 'epochs' and 'steps', needed one. Take the other out."
        : values.Get(TrainStageOptions.KeepGenerators) == GeneratorKeeping.Best && values.Get(TrainStageOptions.Metrics).IsDefault
            ? "found 'keep_generators' best without 'metrics', needed one to tell which is the best. Give metrics too, such as fid."
            : null;

    /// <inheritdoc/>
    public override string? CheckNames(StageCall work)
    {
        if (!work.InputsOf(OwnModels.Input.Name).All(File.Exists))
        {
            return null;   // a stage before this one is yet to build it
        }

        try
        {
            TrainingRun.Check(ToOptions(work.Values, OwnModels.Of(work)));
            return null;
        }
        catch (InvalidInputException e)
        {
            return e.Message;
        }
    }

    /// <inheritdoc/>
    public override ImmutableSortedDictionary<string, string> KeyEntries(StageValues values)
    {
        var none = base.KeyEntries(values);
        return new NetworkKey(new StateFolder()).Find(values) is { } key ? none.Add("networks", key) : none;
    }

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        if (work.Values.Get(TrainStageOptions.Repeats) is not { } count)
        {
            return Train(work, progress, cancellation);
        }

        var first = ToOptions(work).Seed;
        var calls = Enumerable.Range(0, (int)count).Select(i => first + i).Select(seed => work with
        {
            Output = Path.Combine(work.Output, $"seed-{seed}"),
            Values = work.Values.With(TrainStageOptions.Seed, seed),
        }).ToArray();
        foreach (var call in calls)
        {
            cancellation.ThrowIfCancellationRequested();
            work.Print($"{Path.GetFileName(call.Output)}: {Train(call, progress, cancellation)}");
        }

        foreach (var line in ComparisonText.Lines(Comparison.Read(calls.Select(call => call.Output))))
        {
            work.Print(line);
        }

        return Counted.Of(count, "training");
    }

    private static string Train(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        var scorer = RunScorer.Create(work, progress, cancellation);
        var result = TrainingRun.Run(ToOptions(work) with { Scorer = scorer }, progress, cancellation);
        return result.StepsPerSecond > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Counted.Of(result.Steps, "step")}, {Counted.Of(result.Epochs, "epoch")}, {DescribePasses(result)}{result.StepsPerSecond:0.##} steps/s, "
                    + $"{Describe(result)}{DescribeScores(result, scorer?.Protocol)}{DescribeState(result)}")
            : $"already at {Counted.Of(result.Steps, "step")}";
    }

    /// <summary>What the library is asked for.</summary>
    /// <param name="work">The call.</param>
    internal static TrainingOptions ToOptions(StageCall work) => ToOptions(work.Values, OwnModels.Of(work)) with
    {
        Data = work.FindInput("data"),
        TestData = work.FindInput("test_data"),
        InitFrom = work.FindInput("init-from"),
        Output = work.Output,
        Resume = work.Resume,
        Announce = work.Print,
    };

    /// <summary>What the options say; of a model that is not known no settings.</summary>
    /// <param name="values">The options.</param>
    /// <param name="models">The models that there are.</param>
    internal static TrainingOptions ToOptions(StageValues values, ModelRegistry models)
    {
        var options = new TrainingOptions
        {
            Model = values.Require(TrainStageOptions.Model),
            Models = models,
            Output = "",
            Device = values.Require(StageOption.Device).ToString(),
        };
        return TrainStageOptions.Apply(options, values) with
        {
            KeepGenerators = values.Get(TrainStageOptions.KeepGenerators),
            Settings = models.TryGet(options.Model, out var model) ? TrainStageOptions.Apply(model.Settings, values) : null,
        };
    }

    /// <summary>What state the training was in, over all and at its end: <c>; stable 82%, unsettled 18%; at the end stable: ...</c>.</summary>
    /// <param name="result">The training; of one that nobody watched nothing is said.</param>
    internal static string DescribeState(TrainingResult result)
    {
        var course = string.Concat(
            result.Course.Shares.Select(share => string.Create(CultureInfo.InvariantCulture, $", {share.Key.ToWords()} {share.Value:0%}")));
        var end = result.Verdict is { } verdict ? $"; at the end {verdict.Condition.ToWords()}: {verdict.Reason}" : "";
        return course.Length > 0 ? $";{course[1..]}{end}" : end;
    }

    /// <summary>How the scores went: <c>; fid 310.2 -> 37.4 of 2,000 images, best 36.9 at epoch 9 (step 4,212), scoring took 6% of the time</c>.</summary>
    /// <param name="result">The training; of one that nobody scored nothing is said.</param>
    /// <param name="protocol">How it was scored.</param>
    internal static string DescribeScores(TrainingResult result, ScoringProtocol? protocol) => (result.Scores, protocol) is ({ } scores, { } how)
        ? $"; {ScoreText.Describe(scores)}, of {Counted.Of(how.MetricsSamples, "image")}" + string.Create(
            CultureInfo.InvariantCulture, $", scoring took {result.ScoringSeconds / result.ElapsedSeconds:0%} of the time")
        : "";

    private static string DescribePasses(TrainingResult result) =>
        result.Passes is { } passes ? string.Create(CultureInfo.InvariantCulture, $"{passes:0.0} passes of the real images, ") : "";

    private static string Describe(TrainingResult result) => string.Join(
        ", ",
        result.Losses.Select(loss => string.Create(CultureInfo.InvariantCulture, $"{loss.Key} {loss.Value:0.000}"))
            .Concat(result.Accuracies.Select(share => string.Create(CultureInfo.InvariantCulture, $"{share.Key} accuracy {share.Value:0.0000}"))));
}
