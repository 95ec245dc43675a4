namespace Gans.Formats;

/// <summary>
/// The user gave something that cannot be used: a file, an option, a value. The message is one line that says what was being done,
/// what was found, what was needed and how to mend it. The <c>gans</c> command prints it alone and exits with 2.
/// </summary>
public sealed class InvalidInputException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One line: what, where, how to mend it.</param>
    /// <param name="innerException">What led to it, shown only with <c>--verbose</c>.</param>
    public InvalidInputException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
