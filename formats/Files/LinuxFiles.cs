using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gans.Formats;

/// <summary>
/// What Linux does with files and .NET has no call for, bound in this one place. On other systems, and where the C library is older than 2018, the answers
/// are "no" and "unknown", and callers do with what .NET offers.
/// </summary>
internal static partial class LinuxFiles
{
    /// <summary>Exchanges what two names mean, in one step.</summary>
    /// <param name="first">A file or folder.</param>
    /// <param name="second">Another on the same disk.</param>
    /// <returns>Whether it was done; false where one is missing, or the system or its file system cannot.</returns>
    internal static bool Exchange(string first, string second)
    {
        try
        {
            return OperatingSystem.IsLinux()
                && NativeMethods.renameat2(NativeMethods.CurrentFolder, first, NativeMethods.CurrentFolder, second, NativeMethods.RenameExchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    /// <summary>What lies under a name.</summary>
    /// <param name="path">The name.</param>
    /// <param name="followLinks">Whether to look through a link at its target.</param>
    /// <returns>Null where nothing can be seen there, or the system does not tell.</returns>
    internal static FileStatus? StatusOf(string path, bool followLinks) => StatusOf(FileStatus.ToNative(path), followLinks);

    /// <summary>What lies under a name.</summary>
    /// <param name="path">The name in the system's own bytes, with a zero at its end.</param>
    /// <param name="followLinks">Whether to look through a link at its target.</param>
    /// <returns>Null where nothing can be seen there, or the system does not tell.</returns>
    internal static FileStatus? StatusOf(byte[] path, bool followLinks)
    {
        try
        {
            return OperatingSystem.IsLinux()
                && NativeMethods.statx(
                    NativeMethods.CurrentFolder, path, followLinks ? 0 : NativeMethods.NoFollow, NativeMethods.BasicStats, out var found) == 0
                    ? found.ToStatus()
                    : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>What an open file is, under whatever name.</summary>
    /// <param name="file">The open file.</param>
    /// <returns>Null where the system does not tell.</returns>
    internal static FileStatus? StatusOf(SafeFileHandle file)
    {
        try
        {
            return OperatingSystem.IsLinux() && NativeMethods.statx(file, [0], NativeMethods.EmptyPath, NativeMethods.BasicStats, out var found) == 0
                ? found.ToStatus()
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Locks an open file against all others, threads of this process included, as .NET does where nobody has turned its locks off.</summary>
    /// <param name="file">The open file; the lock ends with it.</param>
    /// <returns>False where another has it; null where the file system knows no locks.</returns>
    internal static bool? TryLock(SafeFileHandle file)
    {
        const int wouldBlock = 11;
        return !OperatingSystem.IsLinux() || NativeMethods.flock(file, NativeMethods.LockExclusive | NativeMethods.LockAtOnce) == 0
            ? true
            : Marshal.GetLastPInvokeError() == wouldBlock ? false : null;
    }

    /// <summary>Whether this process's user owns what was found.</summary>
    /// <param name="status">What was found.</param>
    internal static bool IsOwn(FileStatus status) => OperatingSystem.IsLinux() && status.Owner == NativeMethods.geteuid();

    /// <summary>The kernel's <c>struct statx</c>: the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Statx
    {
        private const int KindMask = 0xF000;
        private const long NanosecondsPerSecond = 1_000_000_000;

        [FieldOffset(16)]
        private readonly uint names;

        [FieldOffset(20)]
        private readonly uint owner;

        [FieldOffset(28)]
        private readonly ushort mode;

        [FieldOffset(32)]
        private readonly ulong inode;

        [FieldOffset(40)]
        private readonly ulong size;

        [FieldOffset(96)]
        private readonly long touchedSeconds;

        [FieldOffset(104)]
        private readonly uint touchedNanoseconds;

        [FieldOffset(112)]
        private readonly long writtenSeconds;

        [FieldOffset(120)]
        private readonly uint writtenNanoseconds;

        [FieldOffset(136)]
        private readonly ulong device;   // two halves of 32 bits, which are only compared

        public FileStatus ToStatus() => new(
            (mode & KindMask) switch
            {
                0x8000 => FileKind.Regular,
                0x4000 => FileKind.Folder,
                0xA000 => FileKind.Link,
                0x1000 => FileKind.Pipe,
                0xC000 => FileKind.Socket,
                _ => FileKind.Device,
            },
            (long)size,
            DateTime.UnixEpoch.Ticks + (writtenSeconds * TimeSpan.TicksPerSecond) + (writtenNanoseconds / TimeSpan.NanosecondsPerTick),
            (device, inode))
        {
            Owner = owner,
            Names = names,
            WrittenNanoseconds = (writtenSeconds * NanosecondsPerSecond) + writtenNanoseconds,
            TouchedNanoseconds = (touchedSeconds * NanosecondsPerSecond) + touchedNanoseconds,
        };
    }

    private static partial class NativeMethods
    {
        public const int CurrentFolder = -100, NoFollow = 0x100, EmptyPath = 0x1000;
        public const uint RenameExchange = 2, BasicStats = 0x7FF;
        public const int LockExclusive = 2, LockAtOnce = 4;

        [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
        public static partial int renameat2(int fromFolder, string from, int toFolder, string to, uint flags);

        [LibraryImport("libc")]
        public static partial int statx(int folder, byte[] path, int flags, uint mask, out Statx found);

        [LibraryImport("libc")]
        public static partial int statx(SafeFileHandle folder, byte[] path, int flags, uint mask, out Statx found);

        [LibraryImport("libc", SetLastError = true)]
        public static partial int flock(SafeFileHandle file, int operation);

        [LibraryImport("libc")]
        public static partial uint geteuid();
    }
}
