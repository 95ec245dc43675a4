using System.Runtime.InteropServices;

namespace Gans.Pipeline.Running;

/// <summary>Puts files and folders in the place of others.</summary>
internal static partial class OutPlacement
{
    private const string Unfinished = ".partial";

    /// <summary>As many as the system follows.</summary>
    private const int MostLinks = 40;

    /// <summary>Where an out really lies: a link stays, and what it leads to is written, be it there already or not.</summary>
    /// <param name="path">Path of the out.</param>
    public static string PlaceOf(string path)
    {
        var place = path;
        for (var i = 0; i < MostLinks && new FileInfo(place).LinkTarget is { } target; i++)
        {
            // ".." in a target starts from where the link really lies, which no look at names can tell
            var around = Path.GetDirectoryName(place);
            place = Path.Combine(RealFolder(string.IsNullOrEmpty(around) ? "." : around), target);
        }

        return new FileInfo(place).LinkTarget is null ? place : path;   // a link to itself is replaced
    }

    /// <summary>A folder beside an out, of a name that nobody has, in which it can be made.</summary>
    /// <param name="path">Path of the out.</param>
    public static string FreeWorkFolder(string path)
    {
        var place = PlaceOf(path);
        return Enumerable.Range(1, int.MaxValue).Select(number => place + Unfinished + (number == 1 ? "" : $"-{number}")).First(name => !Exists(name));
    }

    /// <summary>Whether a path can be that of a folder in which an out is made, so that a journal from elsewhere names no other.</summary>
    /// <param name="folder">The path.</param>
    /// <param name="path">Path of the out.</param>
    public static bool IsWorkFolder(string folder, string path) =>
        folder.StartsWith(PlaceOf(path) + Unfinished, StringComparison.Ordinal) && !folder[PlaceOf(path).Length..].Contains('/', StringComparison.Ordinal);

    /// <summary>Moves a folder of unfinished work aside, under a name that nobody has.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Its new path.</returns>
    public static string MoveAside(string folder)
    {
        var aside = Enumerable.Range(1, int.MaxValue).Select(number => $"{folder}.{number}").First(name => !Exists(name));
        Directory.Move(folder, aside);
        return aside;
    }

    /// <summary>Whether a file or folder, or a link to nowhere, has this name.</summary>
    /// <param name="path">The name.</param>
    public static bool Exists(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    /// <summary>Whether a file lies at a path, or a folder that is not empty.</summary>
    /// <param name="path">The path.</param>
    public static bool HasContent(string path) => Directory.Exists(path) ? Directory.EnumerateFileSystemEntries(path).Any() : File.Exists(path);

    /// <summary>Removes a file or folder, if there is one; of a link, the link.</summary>
    /// <param name="path">Its path.</param>
    public static void Remove(string path)
    {
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            var folder = Path.GetDirectoryName(path);
            if (string.IsNullOrEmpty(folder) || Directory.Exists(folder))
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>
    /// Gives a file or folder another name, in one step; what had that name is removed. At every instant the old or the new one is there, whole, but on file
    /// systems that cannot exchange two names: there the old one waits beside <paramref name="from"/> for an instant.
    /// </summary>
    /// <param name="from">Its path, on the same disk, in a work folder.</param>
    /// <param name="to">Its new path.</param>
    public static void Replace(string from, string to)
    {
        if (!Exists(to))
        {
            Move(from, to);
        }
        else if (File.Exists(from) && !Directory.Exists(to))
        {
            File.Move(from, to, overwrite: true);
        }
        else if (Exchange(from, to))
        {
            Remove(from);
        }
        else
        {
            var previous = from + ".previous";
            Move(to, previous);
            Move(from, to);
            Remove(previous);
        }
    }

    private static void Move(string from, string to)
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else
        {
            File.Move(from, to);
        }
    }

    /// <summary>Swaps two names in one step, where the file system can.</summary>
    private static bool Exchange(string first, string second) =>
        NativeMethods.renameat2(NativeMethods.CurrentFolder, first, NativeMethods.CurrentFolder, second, NativeMethods.Swap) == 0;

    /// <summary>The name of a folder in which no part is a link; the name as it is where there is none.</summary>
    private static string RealFolder(string path)
    {
        var real = NativeMethods.realpath(path, 0);
        try
        {
            return Marshal.PtrToStringUTF8(real) ?? path;
        }
        finally
        {
            NativeMethods.free(real);
        }
    }

    private static partial class NativeMethods
    {
        public const int CurrentFolder = -100;
        public const uint Swap = 2;

        [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
        public static partial int renameat2(int fromFolder, string from, int toFolder, string to, uint flags);

        [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
        public static partial nint realpath(string path, nint buffer);

        [LibraryImport("libc")]
        public static partial void free(nint pointer);
    }
}
