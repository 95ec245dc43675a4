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
}
