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

    /// <summary>Parts of unlike steps, each of which counts as an epoch; none where all steps and epochs are alike.</summary>
    public IReadOnlyList<TrainingPart> Parts { get; init; } = [];

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

    /// <summary>The epoch, or part, that a step belongs to, from 1.</summary>
    /// <param name="step">The step, from 1.</param>
    public long EpochOf(long step) => Parts.Count > 0 ? PartOf(step).Number : ((Math.Max(step, 1) - 1) / StepsPerEpoch) + 1;

    /// <summary>Whether an epoch, or a part, or the training, ends with a step.</summary>
    /// <param name="step">The step, from 1.</param>
    public bool EndsEpoch(long step) => step == TotalSteps || (Parts.Count > 0 ? PartOf(step).StepsLeft == 0 : step % StepsPerEpoch == 0);

    /// <summary>Real images that have been shown when a step is done.</summary>
    /// <param name="step">The step, from 0.</param>
    public long ImagesOf(long step)
    {
        if (Parts.Count == 0)
        {
            return step * ImagesPerStep;
        }

        var images = 0L;
        foreach (var part in Parts)
        {
            var steps = Math.Min(step, part.Steps);
            images += steps * part.ImagesPerStep;
            step -= steps;
        }

        return images;
    }

    private (long Number, long StepsLeft) PartOf(long step)
    {
        var end = 0L;
        for (var i = 0; i < Parts.Count; i++)
        {
            end += Parts[i].Steps;
            if (step <= end)
            {
                return (i + 1, end - step);
            }
        }

        return (Parts.Count, 0);
    }
}
