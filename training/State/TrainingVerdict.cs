namespace Gans.Training.State;

/// <summary>What is thought of a training, and why.</summary>
/// <param name="Condition">How it is going.</param>
/// <param name="Reason">The figures that say so, in words.</param>
public sealed record TrainingVerdict(TrainingCondition Condition, string Reason);
