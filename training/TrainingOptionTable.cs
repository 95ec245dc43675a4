using System.Collections.Immutable;
using Gans.Models;

namespace Gans.Training;

/// <summary>The numbers of <see cref="TrainingOptions"/> as options: the one place where their names and ranges are said.</summary>
public static class TrainingOptionTable
{
    private const int LargestInterval = 1_000_000_000;

    /// <summary>All of them, in the order of help texts. Of the model's settings <see cref="GanSettingTable"/> tells.</summary>
    public static ImmutableArray<Setting<TrainingOptions>> All { get; } =
    [
        Of(GanSettingTable.Epochs, options => options.Epochs, (options, value) => options with { Epochs = (int)value }),
        Of(GanSettingTable.Steps, options => options.Steps, (options, value) => options with { Steps = value }),
        Whole("seed", "Equal seeds give equal weights", 0, long.MaxValue, options => options.Seed, (options, value) => options with { Seed = value }),
        Whole(
            "threads",
            "Threads of an operator on the CPU; not given: one a core, or one for tiny networks",
            1,
            1_024,
            options => options.Threads,
            (options, value) => options with { Threads = (int)value }),
        Whole(
            "log_every",
            "Steps between lines of the log",
            1,
            LargestInterval,
            options => options.LogEvery,
            (options, value) => options with { LogEvery = (int)value }),
        Whole(
            "sample_count",
            "Images of a sample grid, or sources of a picture of translations; not given: 100, or 6 sources",
            1,
            10_000,
            options => options.SampleCount,
            (options, value) => options with { SampleCount = (int)value }),
        Whole(
            "sample_every",
            "Epochs between sample grids",
            1,
            LargestInterval,
            options => options.SampleEvery,
            (options, value) => options with { SampleEvery = (int)value }),
        Whole(
            "accuracy_every",
            "Epochs between looks at how many images the discriminator tells in inference mode; 0 for none",
            0,
            LargestInterval,
            options => options.AccuracyEvery,
            (options, value) => options with { AccuracyEvery = (int)value }),
        Whole(
            "accuracy_count",
            "Real images, and generated ones, of such a look",
            1,
            10_000,
            options => options.AccuracyCount,
            (options, value) => options with { AccuracyCount = (int)value }),
        Whole(
            "metrics_every",
            "Epochs between two scorings of the generator by metrics; the first and the last one are scored always",
            1,
            LargestInterval,
            options => options.MetricsEvery,
            (options, value) => options with { MetricsEvery = (int)value }),
        Whole(
            "checkpoint_every_steps",
            "Steps between checkpoints, besides that of each epoch; 0 for none",
            0,
            LargestInterval,
            options => options.CheckpointEverySteps,
            (options, value) => options with { CheckpointEverySteps = value }),
        new(
            "checkpoint_every_minutes",
            "Minutes between checkpoints, besides that of each epoch; 0 for none",
            new NumberDomain(most: 1_000_000),
            options => options.CheckpointEveryMinutes,
            (options, value) => options with { CheckpointEveryMinutes = (double)value }),
    ];

    private static Setting<TrainingOptions> Of(GanSetting same, Func<TrainingOptions, long?> get, Func<TrainingOptions, long, TrainingOptions> with) =>
        new(same.Name, same.Doc, same.Values, options => get(options), (options, value) => with(options, (long)value));

    private static Setting<TrainingOptions> Whole(
        string name, string doc, long least, long most, Func<TrainingOptions, long?> get, Func<TrainingOptions, long, TrainingOptions> with) =>
        new(name, doc, new WholeDomain(least, most), options => get(options), (options, value) => with(options, (long)value));
}
