using System.Collections.Immutable;

namespace Gans.Pipeline.Stages;

/// <summary>The options of <see cref="TrainStage"/>: those of the run, and those that replace a setting of the model.</summary>
internal static class TrainStageOptions
{
    public static readonly StageOption<string> Model = StageOption.Text("model", "NAME", "Which system to train, such as dcgan-fashion", required: true);
    public static readonly StageOption<long?> Epochs = StageOption.OptionalWholeNumber(
        "epochs", "Epochs of images / batch size updates each, as the sources count", minimum: 1);
    public static readonly StageOption<long?> Steps = StageOption.OptionalWholeNumber(
        "steps", "Generator updates, in place of epochs", minimum: 1, long.MaxValue);
    public static readonly StageOption<long> Seed = StageOption.WholeNumber("seed", "Equal seeds give equal weights", value: 1, minimum: 0, long.MaxValue, "S");
    public static readonly StageOption<long?> Threads = StageOption.OptionalWholeNumber(
        "threads", "Threads of an operator on the CPU; not given: one a core, or one for tiny networks", minimum: 1);
    public static readonly StageOption<long> LogEvery = StageOption.WholeNumber("log_every", "Steps between lines of the log", value: 20, minimum: 1);
    public static readonly StageOption<long> SampleCount = StageOption.WholeNumber("sample_count", "Images of a sample grid", value: 100, minimum: 1);
    public static readonly StageOption<long> SampleEvery = StageOption.WholeNumber("sample_every", "Epochs between sample grids", value: 1, minimum: 1);
    public static readonly StageOption<long> AccuracyEvery = StageOption.WholeNumber(
        "accuracy_every", "Epochs between looks at how many images the discriminator tells in inference mode; 0 for none", value: 0, minimum: 0);
    public static readonly StageOption<long> AccuracyCount = StageOption.WholeNumber(
        "accuracy_count", "Real images, and generated ones, of such a look", value: 100, minimum: 1);
    public static readonly StageOption<long> CheckpointEverySteps = StageOption.WholeNumber(
        "checkpoint_every_steps", "Steps between checkpoints, besides that of each epoch; 0 for none", value: 0, minimum: 0, long.MaxValue);
    public static readonly StageOption<double> CheckpointEveryMinutes = StageOption.Number(
        "checkpoint_every_minutes", "Minutes between checkpoints, besides that of each epoch; 0 for none", value: 5, minimum: 0);

    /// <summary>All of them, in the order of help texts.</summary>
    public static ImmutableArray<StageOption> All { get; } =
    [
        Model, Epochs, Steps, Seed, StageOption.Device, Threads,
        .. TrainSettings.All.Select(setting => setting.Option),
        LogEvery, SampleCount, SampleEvery, AccuracyEvery, AccuracyCount, CheckpointEverySteps, CheckpointEveryMinutes,
    ];
}
