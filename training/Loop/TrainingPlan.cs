using Gans.Models;

namespace Gans.Training.Loop;

/// <summary>How long a training is, and when what is due.</summary>
internal sealed record TrainingPlan
{
    /// <summary>Its parts, one or more, in order; a part begins an epoch.</summary>
    public required IReadOnlyList<TrainingPart> Parts { get; init; }

    /// <summary>Generator updates in all.</summary>
    public long TotalSteps => Parts.Sum(static part => part.Steps);

    /// <summary>Steps between reports.</summary>
    public int LogEvery { get; init; } = 20;

    /// <summary>Steps between checkpoints, besides that of each epoch; 0 for none.</summary>
    public long CheckpointEverySteps { get; init; }

    /// <summary>Time between checkpoints, besides that of each epoch; zero for none.</summary>
    public TimeSpan CheckpointEvery { get; init; }

    /// <summary>How step sizes change.</summary>
    public LearningRateSchedule Schedule { get; init; }

    /// <summary>Steps after which step sizes fall where the schedule is one of steps.</summary>
    public long RateEvery { get; init; } = 1;

    /// <summary>What they are multiplied by then.</summary>
    public double RateFactor { get; init; } = 1;

    /// <summary>The share of their step sizes that optimizers take at a step.</summary>
    /// <remarks>That of the part, times that of the schedule: falling to zero, the step after the last would have none.</remarks>
    /// <param name="step">The step, from 1.</param>
    public double RateShareOf(long step)
    {
        var constant = TotalSteps / 2;
        var share = Schedule switch
        {
            LearningRateSchedule.Linear when step > constant => (TotalSteps - step + 1.0) / (TotalSteps - constant),
            LearningRateSchedule.Cosine => (1 + Math.Cos(Math.PI * (step - 1) / TotalSteps)) / 2,
            LearningRateSchedule.Steps => Math.Pow(RateFactor, (step - 1) / RateEvery),
            _ => 1,
        };
        return share * PartOf(step).Part.RateShare;
    }

    /// <summary>What a step counts for in the running mean of weights.</summary>
    /// <param name="step">The step, from 1.</param>
    public double AveragingShareOf(long step) => PartOf(step).Part.AveragingShare;

    /// <summary>The epoch that a step belongs to, from 1.</summary>
    /// <param name="step">The step, from 1.</param>
    public long EpochOf(long step)
    {
        var (part, within, before) = PartOf(Math.Max(step, 1));
        return before.Sum(static each => each.Epochs) + ((within - 1) / part.StepsPerEpoch) + 1;
    }

    /// <summary>Whether an epoch, or a part, ends with a step.</summary>
    /// <param name="step">The step, from 1.</param>
    public bool EndsEpoch(long step) => PartOf(step) is var (part, within, _) && (within % part.StepsPerEpoch == 0 || within == part.Steps);

    /// <summary>Real images that have been shown when a step is done.</summary>
    /// <param name="step">The step, from 0.</param>
    public long ImagesOf(long step)
    {
        var (part, within, before) = PartOf(step);
        return before.Sum(static each => each.Steps * each.ImagesPerStep) + (within * part.ImagesPerStep);
    }

    /// <summary>The part that a step belongs to, which step of it that is, and the parts before.</summary>
    private (TrainingPart Part, long Within, IEnumerable<TrainingPart> Before) PartOf(long step)
    {
        var index = 0;
        while (index < Parts.Count - 1 && step > Parts[index].Steps)
        {
            step -= Parts[index++].Steps;
        }

        return (Parts[index], step, Parts.Take(index));
    }
}
