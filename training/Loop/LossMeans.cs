namespace Gans.Training.Loop;

/// <summary>Means of what was noted.</summary>
/// <param name="Losses">Losses by name, in the order of first mention.</param>
/// <param name="Accuracies">Shares by name, in the order of first mention.</param>
public record LossMeans(IReadOnlyDictionary<string, double> Losses, IReadOnlyDictionary<string, double> Accuracies);

/// <summary>Means of what one step noted.</summary>
/// <param name="Step">The step, from 1.</param>
/// <param name="Losses">Losses by name.</param>
/// <param name="Accuracies">Shares by name.</param>
public sealed record StepMeans(long Step, IReadOnlyDictionary<string, double> Losses, IReadOnlyDictionary<string, double> Accuracies)
    : LossMeans(Losses, Accuracies);
