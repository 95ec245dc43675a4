using Gans.Models;

namespace Gans.Training.Loop;

/// <summary>How long a training is, and when what is due.</summary>
internal sealed record TrainingPlan
{
    /// <summary>Generator updates in all.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>Generator updates of an epoch: images / batch size, rounded down, as the sources count, whatever the discriminator sees in it.</summary>
    public required long StepsPerEpoch { get; init; }

    /// <summary>Real images that a step shows.</summary>
    public required int ImagesPerStep { get; init; }

    /// <summary>Steps between reports.</summary>
    public int LogEvery { get; init; } = 20;

    /// <summary>Steps between checkpoints, besides that of each epoch; 0 for none.</summary>
    public long CheckpointEverySteps { get; init; }

    /// <summary>Time between checkpoints, besides that of each epoch; zero for none.</summary>
    public TimeSpan CheckpointEvery { get; init; }

    /// <summary>How step sizes change.</summary>
    public LearningRateSchedule Schedule { get; init; }

    /// <summary>The share of their step sizes that optimizers take at a step.</summary>
    /// <remarks>Falling evenly, the step after the last would have none.</remarks>
    /// <param name="step">The step, from 1.</param>
    public double RateShareOf(long step)
    {
        var constant = TotalSteps / 2;
        return Schedule == LearningRateSchedule.Constant || step <= constant ? 1 : (TotalSteps - step + 1.0) / (TotalSteps - constant);
    }

    /// <summary>The epoch that a step belongs to, from 1.</summary>
    /// <param name="step">The step, from 1.</param>
    public long EpochOf(long step) => ((Math.Max(step, 1) - 1) / StepsPerEpoch) + 1;

    /// <summary>Whether an epoch, or the training, ends with a step.</summary>
    /// <param name="step">The step, from 1.</param>
    public bool EndsEpoch(long step) => step % StepsPerEpoch == 0 || step == TotalSteps;
}
