using Gans.Training.Scores;
using Gans.Training.State;

namespace Gans.Training.Loop;

/// <summary>Means since the last report.</summary>
/// <param name="Moment">When.</param>
/// <param name="Losses">Losses by name.</param>
/// <param name="Accuracies">Shares of images that the discriminator, or classifier, told rightly, by kind; empty where scores have no zero.</param>
/// <param name="Verdict">How the training is going; null where nobody watches.</param>
/// <param name="Scoring">What the generator scores; null where that was not due.</param>
internal sealed record TrainingReport(
    TrainingMoment Moment,
    IReadOnlyDictionary<string, double> Losses,
    IReadOnlyDictionary<string, double> Accuracies,
    TrainingVerdict? Verdict = null,
    ScoringResult? Scoring = null);
