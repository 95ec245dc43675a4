namespace Gans.Training;

/// <summary>A training was stopped; the message says after how many steps, and where its checkpoint is.</summary>
/// <param name="message">One line.</param>
/// <param name="cancellation">What stopped it.</param>
public sealed class TrainingStoppedException(string message, CancellationToken cancellation) : OperationCanceledException(message, cancellation);
