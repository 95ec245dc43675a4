using Gans.Formats;
using Gans.Training.Measures;

namespace Gans.Training.Checkpoints;

/// <summary>What a checkpoint holds besides tensors: the content of its <c>state.json</c>.</summary>
internal sealed record CheckpointState
{
    /// <summary>The version of the layout that this library writes and reads.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of the layout.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>Generator updates done.</summary>
    public required long Step { get; init; }

    /// <summary>Time of training so far.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>Updates that each player's optimizer has made, by player.</summary>
    public required IReadOnlyDictionary<string, long> OptimizerSteps { get; init; }

    /// <summary>Shares of images that were told rightly, as the last report has them; null where there was none.</summary>
    public IReadOnlyDictionary<string, double>? Accuracies { get; init; }

    /// <summary>Losses and shares of the last updates, from which the state of the training is told.</summary>
    public IReadOnlyList<StepMeans> Recent { get; init; } = [];

    /// <summary>State of the CPU's random generator.</summary>
    public required byte[] RandomCpu { get; init; }

    /// <summary>Whether a file's values make sense.</summary>
    internal void Check()
    {
        JsonInput.Require(Step is >= 0 and <= RunInfo.MostSteps, "step", $"from 0 to {RunInfo.MostSteps}");
        JsonInput.Require(ElapsedSeconds is >= 0 and <= double.MaxValue, "elapsed_seconds", "a time");
        JsonInput.Require(OptimizerSteps.Values.All(count => count is >= 0 and <= RunInfo.MostSteps), "optimizer_steps", $"from 0 to {RunInfo.MostSteps}");
        JsonInput.Require(Accuracies is null || Accuracies.Values.All(double.IsFinite), "accuracies", "numbers");
        JsonInput.Require(Recent.All(means => means is { Losses: not null, Accuracies: not null, Step: >= 0 }), "recent", "means of steps");
    }
}
