using Gans.Formats;

namespace Gans.Pipeline.Planning;

/// <summary>
/// Lists what a folder holds as the stages that read it see it: links to folders are followed, but not in circles, and what desktops leave in folders is
/// passed over.
/// </summary>
/// <remarks>
/// Unlike <see cref="FolderListing"/>, which lists pictures, it names hidden files too, and one file under each of its names: a command may read any.
/// </remarks>
internal static class DepListing
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
        Add(path, "", [], entries, ref followed);
        entries.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return entries;
    }

    private static void Add(string path, string prefix, HashSet<FolderId> above, List<FolderEntry> entries, ref int followed)
    {
        var id = FileStat.FolderIdOf(path) ?? throw new DirectoryNotFoundException($"reading {path}: it is no folder any more.");
        above.Add(id);
        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos().Where(entry => !FolderListing.IsOfDesktop(entry.Name)))
        {
            var (name, inside) = (prefix + entry.Name, $"{path}/{entry.Name}");
            var isLink = entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
            if (FileStat.Of(inside) is not null)
            {
                entries.Add(new FolderEntry(FolderEntryKind.File, name, inside));
            }
            else if (FileStat.FolderIdOf(inside) is { } below && !above.Contains(below))
            {
                followed += isLink ? 1 : 0;
                if (followed > MostFollowed)
                {
                    throw new InvalidInputException($"reading {path}: found more than {MostFollowed} links to folders on the way here. Take links away.");
                }

                Add(inside, name + "/", above, entries, ref followed);
            }
            else
            {
                entries.Add(new FolderEntry(isLink ? FolderEntryKind.Link : FolderEntryKind.Special, name, inside, entry.LinkTarget ?? ""));
            }
        }

        above.Remove(id);
    }
}
