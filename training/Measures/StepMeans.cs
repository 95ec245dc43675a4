namespace Gans.Training.Measures;

/// <summary>Means of what one step noted.</summary>
/// <param name="Step">The step, from 1.</param>
/// <param name="Losses">Losses by name.</param>
/// <param name="Accuracies">Shares by name.</param>
internal sealed record StepMeans(long Step, IReadOnlyDictionary<string, double> Losses, IReadOnlyDictionary<string, double> Accuracies)
    : LossMeans(Losses, Accuracies);
