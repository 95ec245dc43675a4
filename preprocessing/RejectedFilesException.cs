namespace Gans.Preprocessing;

/// <summary>A strict preparation found files that it cannot use; the message names the first.</summary>
public sealed class RejectedFilesException : Exception
{
    /// <summary>Makes one.</summary>
    public RejectedFilesException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    /// <param name="message">One line: what, which file, why.</param>
    public RejectedFilesException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and a cause.</summary>
    /// <param name="message">One line: what, which file, why.</param>
    /// <param name="innerException">The cause.</param>
    public RejectedFilesException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
