namespace Gans.Training;

/// <summary>Training went wrong and stopped: a loss or a weight is not a finite number any more.</summary>
/// <param name="message">The step, the network, the last good checkpoint and what to do.</param>
public sealed class TrainingFailedException(string message) : Exception(message);
