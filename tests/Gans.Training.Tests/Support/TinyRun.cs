using System.Diagnostics;
using Gans.Formats;
using Gans.Models;
using Gans.Training.Runs;

namespace Gans.Training.Tests.Support;

/// <summary>Trainings that take milliseconds a step.</summary>
internal static class TinyRun
{
    internal const string ChildCommand = "train-until-killed";
    internal const long ChildSteps = 40;

    internal static TrainingOptions Options(string data, string output, long steps = 20, string model = "dcgan-fashion") => new()
    {
        Model = model,
        Data = data,
        Output = output,
        Steps = steps,
        Device = "cpu",
        Threads = 1,
        Settings = SettingsOf(model) with { BatchSize = 8, LatentSize = 4, GeneratorWidth = 4, DiscriminatorWidth = 4 },
        SampleCount = 4,
        LogEvery = 5,
        CheckpointEveryMinutes = 0,
    };

    /// <summary>A translation that takes milliseconds a step: images of 8x8, three halvings or two blocks.</summary>
    internal static TrainingOptions OptionsOfTranslation(string data, string output, string model, long steps = 20) => new()
    {
        Model = model,
        Data = data,
        Output = output,
        Steps = steps,
        Device = "cpu",
        Threads = 1,
        Settings = Small(SettingsOf(model), hasCycles: model == "cyclegan"),
        SampleCount = 2,
        LogEvery = 5,
        CheckpointEveryMinutes = 0,
    };

    /// <summary>What the child trains: every step is a checkpoint, so that a kill is likely to fall into one.</summary>
    internal static TrainingOptions ChildOptions(string data, string output, string model = "dcgan-fashion")
    {
        var options = TrainingSettings.FindModel(model) is GanModel
            ? Options(data, output, ChildSteps, model).Configure(settings => settings with { EmaDecay = 0.9 })
            : OptionsOfTranslation(data, output, model, ChildSteps).Configure(
                settings => settings with { LearningRateSchedule = LearningRateSchedule.Linear, Jitter = 2, RandomFlip = true });
        return options with { CheckpointEverySteps = 1, TensorBoard = false, Resume = true };
    }

    /// <summary>A model's own settings.</summary>
    internal static GanSettings SettingsOf(string model) => TrainingSettings.FindModel(model).Settings;

    /// <summary>These options with a change in their settings, which are the model's where none are given.</summary>
    internal static TrainingOptions Configure(this TrainingOptions options, Func<GanSettings, GanSettings> change) =>
        options with { Settings = change(options.Settings ?? SettingsOf(options.Model)) };

    internal static int RunAsChild(string data, string output, string model)
    {
        TrainingRun.Run(ChildOptions(data, output, model), new DirectProgress(report => Console.WriteLine(report.Done)), CancellationToken.None);
        return 0;
    }

    internal static Process StartChild(string data, string output, string model) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(TinyRun).Assembly.Location, ChildCommand, data, output, model]) { RedirectStandardOutput = true })!;

    private static GanSettings Small(GanSettings settings, bool hasCycles)
    {
        var small = settings with { GeneratorWidth = 4, DiscriminatorWidth = 4, PatchSize = 16 };
        return hasCycles ? small with { ResidualBlocks = 2, PoolSize = 5 } : small;
    }

    /// <summary>All bytes of the weights of a run's checkpoint.</summary>
    internal static byte[] Weights(string run) => File.ReadAllBytes(Path.Combine(run, "checkpoint", "weights.safetensors"));
}

/// <summary>Progress that is told at once, on the thread that reports it.</summary>
internal sealed class DirectProgress(Action<StageProgress> act) : IProgress<StageProgress>
{
    public void Report(StageProgress value) => act(value);
}
