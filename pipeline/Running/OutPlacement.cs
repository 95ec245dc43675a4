using Gans.Formats;

namespace Gans.Pipeline.Running;

/// <summary>Puts files and folders in the place of others.</summary>
internal static class OutPlacement
{
    /// <summary>The name beside an out under which it is made; the ending stays, since it may say what to write.</summary>
    /// <param name="path">Path of the out.</param>
    public static string Unfinished(string path) => Beside(path, "partial");

    /// <summary>The name beside an out under which its last version waits while a command writes the new one in place.</summary>
    /// <param name="path">Path of the out.</param>
    public static string Previous(string path) => Beside(path, "previous");

    /// <summary>Whether a file or folder, or a link to nowhere, has this name.</summary>
    /// <param name="path">The name.</param>
    public static bool Exists(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    /// <summary>Whether something lies at a work path, or beside it what a writer that was killed left there.</summary>
    /// <param name="workPath">The path.</param>
    public static bool HasUnfinished(string workPath) => Exists(workPath) || UnfinishedWork.Exists(workPath);

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

    /// <summary>Removes what a stage wrote for an out under another name, and what a writer that was killed left beside that.</summary>
    /// <param name="path">Path of the out.</param>
    public static void RemoveUnfinished(string path)
    {
        var unfinished = Unfinished(path);
        Remove(unfinished);
        UnfinishedWork.Remove(unfinished);
    }

    /// <summary>
    /// Gives a file or folder another name, in one step; what had that name is removed. At every instant the old or the new one is there, whole.
    /// </summary>
    /// <param name="from">Its path, on the same disk.</param>
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
            var previous = Previous(to);
            Remove(previous);
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

    private static string Beside(string path, string word)
    {
        var folder = Path.GetDirectoryName(path) ?? "";
        return Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(path)}.{word}{Path.GetExtension(path)}");
    }
}
