namespace Gans.Formats;

/// <summary>Says in one line why something could not be written.</summary>
public static class WriteFailure
{
    /// <summary>The system's number for a file beyond the length that it allows.</summary>
    internal const int FileTooLarge = 27;

    // errno as .NET passes it on, of Linux and of macOS, which share most; opening and writing give no others of these numbers.
    private const int Locked = 11, MacLocked = 35, NotADirectory = 20, NoSpace = 28, ReadOnlyFileSystem = 30, QuotaExceeded = 122, MacQuotaExceeded = 69;
    private const int Busy = 16;

    // Windows' own codes, as an HRESULT.
    private const int SharingViolation = unchecked((int)0x80070020), LockViolation = unchecked((int)0x80070021);
    private const int DiskFull = unchecked((int)0x80070070), HandleDiskFull = unchecked((int)0x80070027);
    private const int WriteProtected = unchecked((int)0x80070013), InvalidName = unchecked((int)0x8007007b);

    /// <summary>Turns what the system threw into what the user should read.</summary>
    /// <param name="path">What was to be written, as the user named it.</param>
    /// <param name="failure">What was thrown.</param>
    /// <returns>
    /// The exception to throw instead: <see cref="InvalidInputException"/> for a place that cannot be written to, <see cref="IOException"/> for a
    /// full disk; null where the failure speaks for itself.
    /// </returns>
    public static Exception? Explain(string path, Exception failure) => failure switch
    {
        _ when IsDiskFull(failure) => new IOException(
            $"Writing {path}: the disk is full. Free space there or choose a folder on another disk.", failure),
        IOException { HResult: Locked or MacLocked or SharingViolation or LockViolation } => new InvalidInputException(
            $"Writing {path}: another process is writing it. Wait for that one to end, or choose another name.", failure),
        IOException { HResult: FileTooLarge } => new IOException(
            $"Writing {path}: the file would be larger than 'ulimit -f' or the disk allows. Raise that limit or choose another disk.", failure),
        IOException { HResult: Busy } => new InvalidInputException(
            $"Writing {path}: a disk is mounted there, so nothing can take its place. Choose a name inside it.", failure),
        UnauthorizedAccessException or DirectoryNotFoundException or PathTooLongException
            or IOException { HResult: NotADirectory or ReadOnlyFileSystem or WriteProtected or InvalidName } => NotWritable(path, failure),
        _ => null,
    };

    /// <summary>Whether the system found no room for what was to be written.</summary>
    /// <param name="failure">What was thrown.</param>
    public static bool IsDiskFull(Exception failure) =>
        failure is IOException { HResult: NoSpace or QuotaExceeded or MacQuotaExceeded or DiskFull or HandleDiskFull };

    /// <summary>For a place that cannot be opened for writing, whatever the system's reason.</summary>
    internal static InvalidInputException NotWritable(string path, Exception failure) => new(
        $"Writing {path}: {failure.Message.TrimEnd('.')}. Choose a folder that can be written to.", failure);
}
