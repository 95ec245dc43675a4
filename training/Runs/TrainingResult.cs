using Gans.Training.Measures;
using Gans.Training.State;

namespace Gans.Training.Runs;

/// <summary>What a finished training run came to.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="Steps">Updates, those before a resume included.</param>
/// <param name="Epochs">Epochs of images / batch size updates, the last one maybe begun only.</param>
/// <param name="Images">Real images shown to the discriminator, or classifier.</param>
/// <param name="Passes">These over the images that there are, half an epoch's where a round shows half a batch; null of data that are made as it goes.</param>
/// <param name="ElapsedSeconds">Time of training, that before a resume included.</param>
/// <param name="StepsPerSecond">Mean speed since the start or the resume; 0 where nothing was left to do.</param>
/// <param name="Losses">Means of the last report, by name.</param>
/// <param name="Accuracies">Shares of images that were told rightly in the last report, by kind.</param>
/// <param name="Course">How the training went as a whole, that before a resume included.</param>
/// <param name="Verdict">How the training was going at its end, and why; null where nobody watched or nothing was left to do.</param>
public sealed record TrainingResult(
    string Folder,
    long Steps,
    long Epochs,
    long Images,
    double? Passes,
    double ElapsedSeconds,
    double StepsPerSecond,
    IReadOnlyDictionary<string, double> Losses,
    IReadOnlyDictionary<string, double> Accuracies,
    TrainingCourse Course,
    TrainingVerdict? Verdict)
{
    /// <summary>How the generator's scores went, those before a resume included; null where nobody scored it.</summary>
    public ScoreCourse? Scores { get; init; }

    /// <summary>The part of <see cref="ElapsedSeconds"/> that scoring took.</summary>
    public double ScoringSeconds { get; init; }
}
