namespace Gans.Training.Scores;

/// <summary>What a generator scored.</summary>
/// <param name="Scores">Values by name, at least one.</param>
/// <param name="ElapsedSeconds">How long it took.</param>
internal sealed record ScoringResult(IReadOnlyList<RunScore> Scores, double ElapsedSeconds);
