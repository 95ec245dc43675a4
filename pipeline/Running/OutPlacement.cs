using Gans.Formats;

namespace Gans.Pipeline.Running;

/// <summary>Puts files and folders in the place of others.</summary>
internal static class OutPlacement
{
    private const string Unfinished = ".partial";

    /// <summary>Where an out really lies: a link stays, and what it leads to is written, be it there already or not.</summary>
    /// <param name="path">Path of the out.</param>
    /// <exception cref="InvalidInputException">Its links lead round in a circle.</exception>
    public static string PlaceOf(string path) => new FileInfo(path).LinkTarget is null ? path : WriteTarget.Resolve(path);

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
        else if (LinuxFiles.Exchange(from, to))
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
}
