using Gans.Formats;

namespace Gans.Pipeline.Planning;

/// <summary>
/// Lists what a folder holds as the stages that read it see it: links to folders are followed, but not in circles, and what desktops leave in folders is
/// passed over.
/// </summary>
internal static class FolderListing
{
    /// <summary>Links to folders can lead to one folder on very many ways, each of which is another path.</summary>
    private const int MostFollowed = 10_000;

    /// <summary>All files, links and special files, in the order of their names' code points.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="InvalidInputException">Links in it make of few folders very many.</exception>
    public static List<FolderEntry> Of(string path)
    {
        var entries = new List<FolderEntry>();
        var followed = 0;
        Add(new DirectoryInfo(path), path, "", [], entries, ref followed);
        entries.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return entries;
    }

    /// <summary>Whether a name is one that desktops and archivers leave behind, which nobody means to read.</summary>
    /// <param name="name">Name of a file or folder.</param>
    public static bool IsLeftover(string name) =>
        name is ".DS_Store" or "__MACOSX" || name.StartsWith("._", StringComparison.Ordinal)
        || name.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase) || name.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase);

    private static void Add(DirectoryInfo folder, string path, string prefix, List<string> above, List<FolderEntry> entries, ref int followed)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (IsLeftover(entry.Name))
            {
                continue;
            }

            var (name, inside) = (prefix + entry.Name, $"{path}/{entry.Name}");
            var isLink = entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
            if (!isLink && entry is DirectoryInfo child)
            {
                above.Add(folder.FullName);
                Add(child, inside, name + "/", above, entries, ref followed);
                above.RemoveAt(above.Count - 1);
            }
            else if (FileStat.Of(inside) is not null)
            {
                entries.Add(new FolderEntry(FolderEntryKind.File, name, inside));
            }
            else if (isLink && Directory.Exists(inside) && Follow(inside) is { } target && target != folder.FullName && !above.Contains(target))
            {
                followed = followed < MostFollowed ? followed + 1 : throw new InvalidInputException(
                    $"reading {path}: found more than {MostFollowed} links to folders inside each other. Take links away.");
                above.Add(folder.FullName);
                Add(new DirectoryInfo(target), inside, name + "/", above, entries, ref followed);
                above.RemoveAt(above.Count - 1);
            }
            else if (isLink)
            {
                entries.Add(new FolderEntry(FolderEntryKind.Link, name, inside, entry.LinkTarget ?? ""));
            }
            else
            {
                entries.Add(new FolderEntry(FolderEntryKind.Special, name, inside));
            }
        }
    }

    /// <summary>The folder that a link leads to; null where it leads to itself.</summary>
    private static string? Follow(string link)
    {
        try
        {
            return Directory.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName.TrimEnd('/');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
