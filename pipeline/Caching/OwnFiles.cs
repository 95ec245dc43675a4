namespace Gans.Pipeline.Caching;

/// <summary>Lists what Gans itself keeps in folders of its own, so that nothing else is ever taken for it.</summary>
internal static class OwnFiles
{
    /// <summary>Everything in a folder and in folders inside it. Links are listed and not followed.</summary>
    /// <param name="folder">The folder, which need not exist.</param>
    public static IEnumerable<FileSystemInfo> In(string folder)
    {
        var open = new Stack<DirectoryInfo>(Directory.Exists(folder) ? [new DirectoryInfo(folder)] : []);
        while (open.TryPop(out var next))
        {
            foreach (var entry in next.EnumerateFileSystemInfos())
            {
                yield return entry;
                if (entry is DirectoryInfo below && below.LinkTarget is null)
                {
                    open.Push(below);
                }
            }
        }
    }

    /// <summary>Files of the cache: those two folders deep or more, under names of digests.</summary>
    /// <param name="folder">The store, or the folder of results.</param>
    public static IEnumerable<string> OfCache(string folder) => In(folder)
        .Where(entry => entry is FileInfo { LinkTarget: null })
        .Select(entry => entry.FullName)
        .Where(path => Path.GetRelativePath(folder, path).Split('/') is [{ Length: 2 } start, { Length: >= 62 } rest, ..]
            && start.Concat(rest.Take(62)).All(char.IsAsciiHexDigitLower))
        .Order(StringComparer.Ordinal);
}
