namespace Gans.Formats.Tests;

/// <summary>What a writer that was killed leaves behind: a lock that nobody holds, and work under the name that it notes.</summary>
internal static class KilledWriter
{
    /// <summary>Takes the lock as a writer does and lets it go as a kill does.</summary>
    /// <returns>Where the writer would have worked; nothing lies there.</returns>
    internal static string Leave(string target)
    {
        using var writer = WriterLock.Take(target);
        writer.Keeps = true;
        return writer.WorkPath;
    }

    internal static string LeaveFile(string target)
    {
        var work = Leave(target);
        File.WriteAllText(work, "half of something long");
        return work;
    }

    internal static string LeaveFolder(string target)
    {
        var work = Leave(target);
        Directory.CreateDirectory(Path.Combine(work, "half"));
        File.WriteAllText(Path.Combine(work, "half", "file"), "");
        return work;
    }
}
