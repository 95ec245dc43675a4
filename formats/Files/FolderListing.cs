using System.Runtime.InteropServices;
using System.Text;

namespace Gans.Formats;

/// <summary>Lists the files of a folder: what every command that takes a folder of files reads.</summary>
/// <remarks>
/// Links are followed. A folder that several names lead to is entered once, under its own name where it lies inside: links that lead back up, or to
/// one another, end. Pipes, sockets, devices and links that lead nowhere are listed and can be refused one by one; none is opened.
/// </remarks>
public static partial class FolderListing
{
    /// <summary>The deepest folder that is entered; no data set needs more, and each level costs work.</summary>
    public const int DeepestFolder = 128;

    /// <summary>All files in a folder and below it, in the order of their names' UTF-16 code units, without what systems leave behind.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="recurse">Whether to enter folders below it.</param>
    /// <exception cref="InvalidInputException">It, or a folder below it, may not be read, or lies too deep.</exception>
    public static IReadOnlyList<ListedFile> Of(string folder, bool recurse = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var walk = new Walk(folder, recurse);
        walk.Run();
        return walk.Found;
    }

    /// <summary>Whether a name is that of a file which reading a folder passes over: hidden, below <c>__MACOSX</c>, or one that desktops leave.</summary>
    /// <param name="name">Relative to a folder or an archive, with forward slashes.</param>
    public static bool IsLeftover(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Split('/').Any(static part => part.StartsWith('.') || IsOfDesktop(part));
    }

    /// <summary>Whether desktops and archivers leave files or folders of such a name behind, which nobody means to read.</summary>
    /// <param name="name">One name, without a folder.</param>
    internal static bool IsOfDesktop(string name) =>
        name == ".DS_Store" || name.StartsWith("._", StringComparison.Ordinal)
        || name.Equals("__MACOSX", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase)
        || name.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase);

    /// <summary>A name as text: UTF-8, and what is none as <c>\xff</c>.</summary>
    /// <param name="name">The name's bytes.</param>
    public static string Text(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder(name.Length);
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(name, out var rune, out var length) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (var part in name[..length])
                {
                    text.Append($"\\x{part:x2}");
                }
            }

            name = name[length..];
        }

        return text.ToString();
    }

    /// <summary>One walk through a folder: first what lies in it, then where its links lead.</summary>
    private sealed class Walk(string root, bool recurse)
    {
        private readonly HashSet<object> entered = [];
        private readonly List<Place> links = [];
        private readonly List<ListedFile> found = [];

        internal List<ListedFile> Found => found;

        internal void Run()
        {
            Enter(new Place(root, FileStatus.ToNative(root), "", 0));
            for (var i = 0; i < links.Count; i++)   // grows while a link's folder holds links
            {
                Enter(links[i]);
            }

            found.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        }

        private void Enter(Place place)
        {
            if (!entered.Add(IdentityOf(place)))
            {
                return;
            }

            if (place.Depth > DeepestFolder)
            {
                throw InvalidInputException.Reading(root, $"found folders more than {DeepestFolder} deep, needed fewer. Move the files up.");
            }

            try
            {
                var entries = (OperatingSystem.IsLinux() ? ListOnLinux(place) : List(place)).ToList();
                entries.Sort(static (left, right) => string.CompareOrdinal(left.Place.Name, right.Place.Name));
                foreach (var (below, status, isLink) in entries)
                {
                    Take(below, status, isLink);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw InvalidInputException.Reading(place.Path, $"{e.Message.TrimEnd('.')}. Give a folder that can be read.", e);
            }
        }

        private void Take(Place place, FileStatus status, bool isLink)
        {
            if (status.Kind != FileKind.Folder)
            {
                found.Add(new ListedFile(place.Name, place.Path, OperatingSystem.IsLinux() ? place.Native : null, status));
            }
            else if (recurse && isLink)
            {
                links.Add(place);
            }
            else if (recurse)
            {
                Enter(place);
            }
        }

        private static object IdentityOf(Place place) => OperatingSystem.IsLinux()
            ? FileStatus.Of(place.Native).Identity
            : new DirectoryInfo(place.Path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(place.Path);

        private static IEnumerable<(Place Place, FileStatus Status, bool IsLink)> List(Place folder)
        {
            foreach (var entry in new DirectoryInfo(folder.Path).EnumerateFileSystemInfos())
            {
                var place = folder.Below(entry.Name, entry.Name, FileStatus.ToNative(entry.Name));
                if (IsLeftover(place.IsFolder(entry is DirectoryInfo)))
                {
                    continue;
                }

                var target = entry.LinkTarget is null ? entry : TargetOf(entry);
                yield return (place, target switch
                {
                    DirectoryInfo { Exists: true } => new FileStatus(FileKind.Folder, 0, 0, default),
                    FileInfo { Exists: true } file => new FileStatus(FileKind.Regular, file.Length, file.LastWriteTimeUtc.Ticks, default),
                    _ => new FileStatus(FileKind.BrokenLink, 0, 0, default),
                }, entry.LinkTarget is not null);
            }
        }

        private static FileSystemInfo? TargetOf(FileSystemInfo link)
        {
            try
            {
                return link.ResolveLinkTarget(returnFinalTarget: true);
            }
            catch (IOException)
            {
                return null;   // a link to itself
            }
        }

        private static List<(Place Place, FileStatus Status, bool IsLink)> ListOnLinux(Place folder)
        {
            const byte folderType = 4;   // DT_DIR; a file system that does not tell gives 0, and its folders come after the others
            var listed = new List<(Place Place, FileStatus Status, bool IsLink)>();
            var stream = Native.opendir(folder.Native);
            if (stream == 0)
            {
                throw new IOException(Marshal.GetLastPInvokeErrorMessage());
            }

            try
            {
                for (var entry = Native.readdir(stream); entry != 0; entry = Native.readdir(stream))
                {
                    var (name, type) = Native.Read(entry);
                    var text = Text(name);
                    var place = folder.Below(text, text, [.. name, 0]);
                    if (!IsLeftover(place.IsFolder(type == folderType)))   // . and .. begin with a full stop, as hidden files do
                    {
                        var status = FileStatus.Of(place.Native);
                        listed.Add((place, status, type != folderType && status.Kind == FileKind.Folder));
                    }
                }
            }
            finally
            {
                _ = Native.closedir(stream);
            }

            return listed;
        }
    }

    /// <summary>A file or folder on the way.</summary>
    /// <param name="Path">As text.</param>
    /// <param name="Native">In the system's bytes, with a zero at their end.</param>
    /// <param name="Name">Relative to the folder that is listed; empty for that itself.</param>
    /// <param name="Depth">Folders above it, that one included.</param>
    private sealed record Place(string Path, byte[] Native, string Name, int Depth)
    {
        internal Place Below(string entry, string text, byte[] native) => new(
            System.IO.Path.Combine(Path, entry),
            [.. Native.AsSpan(0, Native.Length - 1), (byte)'/', .. native],
            Name.Length == 0 ? text : $"{Name}/{text}",
            Depth + 1);

        /// <summary>The name; of a folder, with a slash at its end, so that it is known as what files lie below.</summary>
        internal string IsFolder(bool isFolder) => isFolder ? Name + "/" : Name;
    }

    private static unsafe partial class Native
    {
        private const int TypeOffset = 18, NameOffset = 19;   // of struct dirent on 64-bit Linux, whatever the C library

        [LibraryImport("libc", SetLastError = true)]
        internal static partial nint opendir(byte[] path);

        [LibraryImport("libc")]
        internal static partial nint readdir(nint stream);

        [LibraryImport("libc")]
        internal static partial int closedir(nint stream);

        internal static (byte[] Name, byte Type) Read(nint entry) =>
            (MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)entry + NameOffset).ToArray(), *((byte*)entry + TypeOffset));
    }
}
