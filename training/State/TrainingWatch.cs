using Gans.Training.Losses;
using Gans.Training.Measures;
using Gans.Training.Steps;
using static TorchSharp.torch;

namespace Gans.Training.State;

/// <summary>Watches a training: looks at each update's losses and, where it hangs on that, at how diverse samples are.</summary>
/// <remarks>
/// It draws nothing from the training's random generators. A checkpoint keeps <see cref="Recent"/>, so that a resumed training is judged as it would have been.
/// </remarks>
internal sealed class TrainingWatch : IDisposable
{
    private readonly TrainingStateRecognizer recognizer;
    private readonly SampleMaker? samples;
    private readonly double realDiversity;

    /// <summary>Starts watching.</summary>
    /// <param name="samples">Samples to compare, 100 or so; owned from now on.</param>
    /// <param name="real">As many real images.</param>
    /// <param name="thresholds">Where one condition ends and another begins.</param>
    /// <param name="blind">The scale of the losses; null where they have none.</param>
    public TrainingWatch(SampleMaker samples, Tensor real, StateThresholds thresholds, BlindLoss? blind)
    {
        this.samples = samples;
        recognizer = new TrainingStateRecognizer(thresholds, blind);
        realDiversity = Diversity.Of(real);
    }

    /// <summary>Starts watching losses and accuracies alone.</summary>
    /// <param name="thresholds">Where one condition ends and another begins.</param>
    /// <param name="blind">The scale of the losses.</param>
    public TrainingWatch(StateThresholds thresholds, BlindLoss blind) => recognizer = new TrainingStateRecognizer(thresholds, blind);

    /// <summary>The last updates, as many as judging takes.</summary>
    public IReadOnlyList<StepMeans> Recent => recognizer.Recent;

    /// <summary>Looks at updates.</summary>
    /// <param name="steps">What is new.</param>
    public void Take(IReadOnlyList<StepMeans> steps)
    {
        foreach (var step in steps)
        {
            recognizer.Add(step);
        }
    }

    /// <summary>Looks at updates and says how the training is going.</summary>
    /// <param name="steps">What is new.</param>
    public TrainingVerdict Judge(IReadOnlyList<StepMeans> steps)
    {
        Take(steps);
        return recognizer.Judge(recognizer.HangsOnDiversity && samples is not null ? MeasureDiversity(samples) : null);
    }

    /// <summary>Frees the samples.</summary>
    public void Dispose() => samples?.Dispose();

    private double MeasureDiversity(SampleMaker samples)
    {
        using var scope = NewDisposeScope();
        return Diversity.Of(samples.Make()) / realDiversity;
    }
}
