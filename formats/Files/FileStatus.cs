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

    /// <summary>A link, where links are not followed.</summary>
    Link,

    /// <summary>A link that leads to nothing, or to itself.</summary>
    BrokenLink,

    /// <summary>A pipe with a name.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device.</summary>
    Device,
}

/// <summary>What Linux says of a file without opening it: opening a pipe would wait, opening a device may do something.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Bytes of a regular file.</param>
/// <param name="Changed">Time of the last write, in ticks of UTC.</param>
/// <param name="Identity">The same for two names of one file or folder, as long as it exists.</param>
internal readonly record struct FileStatus(FileKind Kind, long Length, long Changed, (ulong Device, ulong Inode) Identity)
{
    /// <summary>Number of the user who owns it.</summary>
    internal uint Owner { get; init; }

    /// <summary>How many names it has.</summary>
    internal uint Names { get; init; }

    /// <summary>Time of the last write, in nanoseconds since 1970.</summary>
    internal long WrittenNanoseconds { get; init; }

    /// <summary>Time of the last write, rename or change of attributes, in nanoseconds since 1970; programs cannot set it back.</summary>
    internal long TouchedNanoseconds { get; init; }

    /// <summary>Whether what is written to it goes to somebody, and is not kept there.</summary>
    internal bool IsSpecial => Kind is FileKind.Pipe or FileKind.Socket or FileKind.Device;

    /// <summary>Looks at what a name stands for, links followed. Only on Linux.</summary>
    /// <param name="path">In the system's own bytes, with a zero at its end.</param>
    internal static FileStatus Of(byte[] path) =>
        LinuxFiles.StatusOf(path, followLinks: true)
            ?? (LinuxFiles.StatusOf(path, followLinks: false) is { Kind: FileKind.Link } link ? link with { Kind = FileKind.BrokenLink, Length = 0 } : default);

    /// <summary>The system's bytes of a path, with a zero at their end.</summary>
    internal static byte[] ToNative(string path) => [.. Encoding.UTF8.GetBytes(path), 0];
}
