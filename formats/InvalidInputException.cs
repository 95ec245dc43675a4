namespace Gans.Formats;

/// <summary>
/// The user gave something that cannot be used: a file, an option, a value. The message is one line that says what was being done,
/// what was found, what was needed and how to mend it. The <c>gans</c> command prints it alone and exits with 2.
/// </summary>
public sealed class InvalidInputException : Exception
{
    // What a file holds may stand in a message: it must stay a line, and one that can be read.
    private const int LongestMessage = 4000, KeptStart = 3000, KeptEnd = 800;

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One line: what, where, how to mend it. Control characters are shown as <c>\x0d</c>, and a very long line loses its middle.</param>
    /// <param name="innerException">What led to it, shown only with <c>--verbose</c>.</param>
    public InvalidInputException(string message, Exception? innerException = null)
        : base(OneLine(message), innerException) => Problem = Message;

    private InvalidInputException(string task, string problem, Exception? innerException)
        : base(OneLine($"{task}: {problem}"), innerException) => Problem = OneLine(problem);

    /// <summary>The message without what was being done, for lists that say that once; all of it where it is not told apart.</summary>
    public string Problem { get; }

    /// <summary>For a file, or a part of one, that cannot be used.</summary>
    /// <param name="name">What was read, as the user knows it.</param>
    /// <param name="problem">What was found, what was needed, how to mend it.</param>
    /// <param name="innerException">What led to it.</param>
    /// <returns>An exception whose message is <c>Reading NAME: PROBLEM</c>.</returns>
    public static InvalidInputException Reading(string name, string problem, Exception? innerException = null) =>
        new($"Reading {name}", problem, innerException);

    private static string OneLine(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return VisibleText.OfLine(message.Length <= LongestMessage ? message : $"{message[..KeptStart]} ... {message[^KeptEnd..]}");
    }
}
