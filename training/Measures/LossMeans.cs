namespace Gans.Training.Measures;

/// <summary>Means of what was noted.</summary>
/// <param name="Losses">Losses by name, in the order of first mention.</param>
/// <param name="Accuracies">Shares by name, in the order of first mention.</param>
internal record LossMeans(IReadOnlyDictionary<string, double> Losses, IReadOnlyDictionary<string, double> Accuracies);
