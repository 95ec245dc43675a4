using Gans.Formats;

namespace Gans.Pipeline.Planning;

/// <summary>What the file system says about a file: as long as it says the same, the content is the same.</summary>
/// <param name="Size">Length in bytes.</param>
/// <param name="ModifiedNanoseconds">Time of the last write, since 1970.</param>
/// <param name="ChangedNanoseconds">Time of the last write, rename or change of attributes, since 1970; programs cannot set it back.</param>
/// <param name="Inode">Number of the file on its disk.</param>
internal readonly record struct FileStat(ulong Size, long ModifiedNanoseconds, long ChangedNanoseconds, ulong Inode)
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The coarsest clock among file systems ticks every two seconds.</summary>
    private const long ClockNanoseconds = 2 * NanosecondsPerSecond;

    /// <summary>Asks the file system; links are followed.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>Null where no regular file lies.</returns>
    public static FileStat? Of(string path) =>
        LinuxFiles.StatusOf(path, followLinks: true) is { Kind: FileKind.Regular } status
            ? new FileStat((ulong)status.Length, status.WrittenNanoseconds, status.TouchedNanoseconds, status.Identity.Inode)
            : null;

    /// <summary>What tells a folder from all others; links are followed.</summary>
    /// <param name="path">Path of the folder.</param>
    /// <returns>Null where no folder lies.</returns>
    public static FolderId? FolderIdOf(string path) =>
        LinuxFiles.StatusOf(path, followLinks: true) is { Kind: FileKind.Folder } status ? new FolderId(status.Identity.Device, status.Identity.Inode) : null;

    /// <summary>When a file, folder or link itself was last written to, renamed or given other attributes, since 1970; programs cannot set it back.</summary>
    /// <param name="path">Its path; a link is not followed.</param>
    /// <returns>Null where there is none.</returns>
    public static long? ChangedAt(string path) => LinuxFiles.StatusOf(path, followLinks: false)?.TouchedNanoseconds;

    /// <summary>What would be free if a file were removed: its length, or nothing where it has other names besides.</summary>
    /// <param name="path">Path of the file.</param>
    public static long BytesOf(string path) => LinuxFiles.StatusOf(path, followLinks: false) is { Names: 1 } status ? status.Length : 0;

    /// <summary>
    /// Whether a later write would change these numbers. A file written to just now may be written to once more within one tick of the
    /// clock, and would look the same: Git calls it racily clean.
    /// </summary>
    /// <param name="now">The present time.</param>
    public bool IsSettled(DateTimeOffset now)
    {
        var nanoseconds = (now - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        return Math.Max(ModifiedNanoseconds, ChangedNanoseconds) < nanoseconds - ClockNanoseconds;
    }
}
