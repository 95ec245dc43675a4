namespace Gans.Training.Loop;

/// <summary>How far a training is.</summary>
/// <param name="Step">Generator updates done.</param>
/// <param name="TotalSteps">Generator updates to do in all.</param>
/// <param name="Epoch">The epoch that the last step belongs to, from 1.</param>
/// <param name="Images">Real images shown.</param>
/// <param name="ElapsedSeconds">Time of training, that before a resume included.</param>
/// <param name="StepsPerSecond">Speed since the last report.</param>
/// <param name="RemainingSeconds">Time left at the speed since the start or the resume.</param>
internal sealed record TrainingMoment(
    long Step, long TotalSteps, long Epoch, long Images, double ElapsedSeconds, double StepsPerSecond, double RemainingSeconds);
