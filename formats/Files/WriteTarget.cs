namespace Gans.Formats;

/// <summary>Where an output lies: a name that a user gave, its links followed.</summary>
internal static class WriteTarget
{
    /// <summary>As many as Linux follows.</summary>
    private const int MostLinks = 40;

    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>The full path of what is to be written; of a link, the path of its target, so that the link stays and the target is replaced.</summary>
    /// <param name="path">As the user named it; nothing need be there, nor at the end of a link.</param>
    /// <exception cref="InvalidInputException">The links lead round in a circle.</exception>
    internal static string Resolve(string path)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return new FileInfo(target).LinkTarget is null ? target : Follow(path, target);
    }

    /// <summary>Whether what is written there goes to a device or a pipe, and no file may take its place.</summary>
    /// <param name="path">As the user named it.</param>
    internal static bool IsSpecial(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            return FileStatus.Of(FileStatus.ToNative(path)).IsSpecial;
        }

        var devices = OperatingSystem.IsWindows() ? @"\\.\" : "/dev/";
        return Path.GetFullPath(path).StartsWith(devices, StringComparison.Ordinal);
    }

    /// <summary>
    /// Walks as the kernel does, a name at a time: ".." in a link means the folder above the one that the link truly lies in, which need not be the one above
    /// it in the path.
    /// </summary>
    private static string Follow(string path, string start)
    {
        var current = Path.GetPathRoot(start)!;
        var rest = new Stack<string>();
        Push(start[current.Length..]);
        var links = 0;
        while (rest.TryPop(out var name))
        {
            var next = Path.Combine(current, name);
            if (name == "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
            }
            else if (new FileInfo(next).LinkTarget is not { } link)
            {
                current = next;
            }
            else if (++links > MostLinks)
            {
                throw new InvalidInputException($"Writing {path}: found links that lead round in a circle, needed one to a place. Choose another name.");
            }
            else
            {
                var root = Path.GetPathRoot(link)!;
                current = root.Length > 0 ? root : current;
                Push(link[root.Length..]);
            }
        }

        return current;

        void Push(string names)
        {
            foreach (var each in names.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Where(static each => each != ".").Reverse())
            {
                rest.Push(each);
            }
        }
    }
}
