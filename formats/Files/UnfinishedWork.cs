namespace Gans.Formats;

/// <summary>What writers that were killed have left beside the files and folders that they wrote, where no later writer has cleared it away.</summary>
public static class UnfinishedWork
{
    /// <summary>Whether a writer that was killed, or is at work, has left something beside a file or folder.</summary>
    /// <param name="path">The file or folder, which need not exist.</param>
    /// <exception cref="InvalidInputException">It is a link in a circle.</exception>
    public static bool Exists(string path) => WriterLock.HasLeft(WriteTarget.Resolve(path));

    /// <summary>Removes what a killed writer left beside a file or folder; nothing where one is at work.</summary>
    /// <param name="path">The file or folder, which need not exist.</param>
    /// <exception cref="InvalidInputException">It is a link in a circle.</exception>
    public static void Remove(string path) => WriterLock.ClearLeft(WriteTarget.Resolve(path));

    /// <summary>Removes what killed writers left anywhere in a folder; links to folders are not followed.</summary>
    /// <param name="folder">The folder, which need not exist.</param>
    public static void RemoveAllIn(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        string[] files = [.. Directory.EnumerateFiles(Path.GetFullPath(folder), ".*", options)];
        foreach (var target in files.Select(WriterLock.TargetOf).OfType<string>())
        {
            WriterLock.ClearLeft(target);
        }
    }
}
