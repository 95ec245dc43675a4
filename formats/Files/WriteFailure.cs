namespace Gans.Formats;

/// <summary>Says in one line why something could not be written.</summary>
public static class WriteFailure
{
    // errno of Linux, as .NET passes them on.
    private const int Locked = 11, NotADirectory = 20, NoSpace = 28, ReadOnlyFileSystem = 30, QuotaExceeded = 122;

    /// <summary>Turns what the system threw into what the user should read.</summary>
    /// <param name="path">What was to be written, as the user named it.</param>
    /// <param name="failure">What was thrown.</param>
    /// <returns>
    /// The exception to throw instead: <see cref="InvalidInputException"/> for a place that cannot be written to, <see cref="IOException"/> for a
    /// full disk; null where the failure speaks for itself.
    /// </returns>
    public static Exception? Explain(string path, Exception failure) => failure switch
    {
        IOException { HResult: NoSpace or QuotaExceeded } => new IOException(
            $"Writing {path}: the disk is full. Free space there or choose a folder on another disk.", failure),
        IOException { HResult: Locked } => new InvalidInputException(
            $"Writing {path}: another process is writing it. Wait for that one to end, or choose another name.", failure),
        UnauthorizedAccessException or DirectoryNotFoundException or PathTooLongException
            or IOException { HResult: NotADirectory or ReadOnlyFileSystem } => NotWritable(path, failure),
        _ => null,
    };

    /// <summary>For a place that cannot be opened for writing, whatever the system's reason.</summary>
    internal static InvalidInputException NotWritable(string path, Exception failure) => new(
        $"Writing {path}: {failure.Message.TrimEnd('.')}. Choose a folder that can be written to.", failure);
}
