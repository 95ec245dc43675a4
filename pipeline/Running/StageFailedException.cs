namespace Gans.Pipeline.Running;

/// <summary>
/// Work could not be done although the input was right: a command failed, an out was not written. The message is one line; the exit code is 1.
/// </summary>
/// <param name="message">What, where, how to mend it.</param>
/// <param name="inner">What led to it.</param>
internal sealed class StageFailedException(string message, Exception? inner = null) : Exception(message, inner);
