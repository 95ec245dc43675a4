namespace Gans.Formats;

/// <summary>What the file system says of a file, a folder, or whatever else has a name.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Owner">Number of the user who owns it.</param>
/// <param name="Disk">Number of its disk; means something only beside another.</param>
/// <param name="Inode">Its number on that disk.</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="ModifiedNanoseconds">Time of the last write, since 1970.</param>
/// <param name="ChangedNanoseconds">Time of the last write, rename or change of attributes, since 1970; programs cannot set it back.</param>
internal readonly record struct FileStatus(
    FileKind Kind, uint Owner, ulong Disk, ulong Inode, ulong Size, long ModifiedNanoseconds, long ChangedNanoseconds)
{
    /// <summary>Whether both are one file, maybe under two names.</summary>
    /// <param name="other">Another, which exists at the same time.</param>
    internal bool IsSameFileAs(FileStatus other) => (Disk, Inode) == (other.Disk, other.Inode);
}

/// <summary>What a name stands for.</summary>
internal enum FileKind
{
    /// <summary>A file of bytes.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A device, a pipe or a socket: what is written goes to somebody, and is not kept there.</summary>
    Special,
}
