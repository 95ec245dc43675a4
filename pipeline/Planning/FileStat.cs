using System.Runtime.InteropServices;

namespace Gans.Pipeline.Planning;

/// <summary>What the file system says about a file: as long as it says the same, the content is the same.</summary>
/// <param name="Size">Length in bytes.</param>
/// <param name="ModifiedNanoseconds">Time of the last write, since 1970.</param>
/// <param name="ChangedNanoseconds">Time of the last write, rename or change of attributes, since 1970; programs cannot set it back.</param>
/// <param name="Inode">Number of the file on its disk.</param>
internal readonly partial record struct FileStat(ulong Size, long ModifiedNanoseconds, long ChangedNanoseconds, ulong Inode)
{
    private const uint KindMask = 0xF000;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The coarsest clock among file systems ticks every two seconds.</summary>
    private const long ClockNanoseconds = 2 * NanosecondsPerSecond;

    /// <summary>Asks the file system; links are followed.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>Null where no regular file lies.</returns>
    public static FileStat? Of(string path)
    {
        const uint regularFile = 0x8000;
        if (NativeMethods.statx(NativeMethods.CurrentFolder, path, flags: 0, NativeMethods.BasicStats, out var stat) != 0
            || (stat.Mode & KindMask) != regularFile)
        {
            return null;
        }

        return new FileStat(
            stat.Size,
            (stat.ModifiedSeconds * NanosecondsPerSecond) + stat.ModifiedNanoseconds,
            (stat.ChangedSeconds * NanosecondsPerSecond) + stat.ChangedNanoseconds,
            stat.Inode);
    }

    /// <summary>What tells a folder from all others; links are followed.</summary>
    /// <param name="path">Path of the folder.</param>
    /// <returns>Null where no folder lies.</returns>
    public static FolderId? FolderIdOf(string path)
    {
        const uint folder = 0x4000;
        return NativeMethods.statx(NativeMethods.CurrentFolder, path, flags: 0, NativeMethods.BasicStats, out var stat) == 0 && (stat.Mode & KindMask) == folder
            ? new FolderId(stat.Inode, stat.DeviceMajor, stat.DeviceMinor)
            : null;
    }

    /// <summary>When a file, folder or link itself was last written to, renamed or given other attributes, since 1970; programs cannot set it back.</summary>
    /// <param name="path">Its path; a link is not followed.</param>
    /// <returns>Null where there is none.</returns>
    public static long? ChangedAt(string path) =>
        NativeMethods.statx(NativeMethods.CurrentFolder, path, NativeMethods.NoFollow, NativeMethods.BasicStats, out var stat) == 0
            ? (stat.ChangedSeconds * NanosecondsPerSecond) + stat.ChangedNanoseconds
            : null;

    /// <summary>What would be free if a file were removed: its length, or nothing where it has other names besides.</summary>
    /// <param name="path">Path of the file.</param>
    public static long BytesOf(string path) =>
        NativeMethods.statx(NativeMethods.CurrentFolder, path, NativeMethods.NoFollow, NativeMethods.BasicStats, out var stat) == 0 && stat.Links == 1
            ? (long)stat.Size
            : 0;

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

    /// <summary>The kernel's <c>struct statx</c>: the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Statx
    {
        [FieldOffset(16)]
        public readonly uint Links;

        [FieldOffset(28)]
        public readonly ushort Mode;

        [FieldOffset(32)]
        public readonly ulong Inode;

        [FieldOffset(40)]
        public readonly ulong Size;

        [FieldOffset(96)]
        public readonly long ChangedSeconds;

        [FieldOffset(104)]
        public readonly uint ChangedNanoseconds;

        [FieldOffset(112)]
        public readonly long ModifiedSeconds;

        [FieldOffset(120)]
        public readonly uint ModifiedNanoseconds;

        [FieldOffset(136)]
        public readonly uint DeviceMajor;

        [FieldOffset(140)]
        public readonly uint DeviceMinor;
    }

    private static partial class NativeMethods
    {
        public const int CurrentFolder = -100;
        public const int NoFollow = 0x100;
        public const uint BasicStats = 0x7FF;

        [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
        public static partial int statx(int folder, string path, int flags, uint mask, out Statx stat);
    }
}
