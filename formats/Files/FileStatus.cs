using System.Runtime.InteropServices;
using System.Text;

namespace Gans.Formats;

/// <summary>Kinds of what lies under a name.</summary>
internal enum FileKind
{
    /// <summary>Nothing, or nothing that may be looked at.</summary>
    Missing,

    /// <summary>An ordinary file.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A link that leads to nothing, or to itself.</summary>
    BrokenLink,

    /// <summary>A pipe with a name.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device.</summary>
    Device,
}

/// <summary>What Linux says of a file without opening it, links followed: opening a pipe would wait, opening a device may do something.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Bytes of a regular file.</param>
/// <param name="Changed">Time of the last write, in ticks of UTC.</param>
/// <param name="Identity">The same for two names of one file or folder.</param>
internal readonly partial record struct FileStatus(FileKind Kind, long Length, long Changed, (ulong Device, ulong Inode) Identity)
{
    /// <summary>Asks for it. Only on Linux.</summary>
    /// <param name="path">In the system's own bytes, with a zero at its end.</param>
    internal static FileStatus Of(byte[] path)
    {
        const int followLinks = 0, noLinks = 0x100;   // AT_SYMLINK_NOFOLLOW
        if (Native.statx(Native.CurrentFolder, path, followLinks, Native.BasicStats, out var stat) == 0)
        {
            return From(stat);
        }

        return Native.statx(Native.CurrentFolder, path, noLinks, Native.BasicStats, out stat) == 0 && (stat.Mode & Native.KindMask) == Native.Link
            ? From(stat) with { Kind = FileKind.BrokenLink, Length = 0 }
            : default;
    }

    /// <summary>The system's bytes of a path, with a zero at their end.</summary>
    internal static byte[] ToNative(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    private static FileStatus From(in Native.Statx stat) => new(
        (stat.Mode & Native.KindMask) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            0x1000 => FileKind.Pipe,
            0xC000 => FileKind.Socket,
            _ => FileKind.Device,
        },
        (long)stat.Size,
        DateTime.UnixEpoch.Ticks + (stat.ModifiedSeconds * TimeSpan.TicksPerSecond) + (stat.ModifiedNanoseconds / TimeSpan.NanosecondsPerTick),
        (((ulong)stat.DeviceMajor << 32) | stat.DeviceMinor, stat.Inode));

    private static partial class Native
    {
        internal const int CurrentFolder = -100;   // AT_FDCWD
        internal const uint BasicStats = 0x7FF;    // STATX_BASIC_STATS
        internal const int KindMask = 0xF000, Link = 0xA000;

        [LibraryImport("libc")]
        internal static partial int statx(int folder, byte[] path, int flags, uint mask, out Statx stat);

        /// <summary>The kernel's <c>struct statx</c>: the same on every architecture.</summary>
        [StructLayout(LayoutKind.Explicit, Size = 256)]
        internal readonly struct Statx
        {
            [FieldOffset(28)]
            internal readonly ushort Mode;

            [FieldOffset(32)]
            internal readonly ulong Inode;

            [FieldOffset(40)]
            internal readonly ulong Size;

            [FieldOffset(112)]
            internal readonly long ModifiedSeconds;

            [FieldOffset(120)]
            internal readonly uint ModifiedNanoseconds;

            [FieldOffset(136)]
            internal readonly uint DeviceMajor;

            [FieldOffset(140)]
            internal readonly uint DeviceMinor;
        }
    }
}
