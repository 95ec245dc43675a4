namespace Gans.Setup;

/// <summary>Set-up cannot go on. The message is one line: what was found where, what was needed, what to do.</summary>
internal sealed class SetupException(string message) : Exception(message);
