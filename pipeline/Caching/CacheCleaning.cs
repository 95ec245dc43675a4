using Gans.Formats;
using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Caching;

/// <summary>What a cleaning of the cache did, or would do.</summary>
/// <param name="Kept">Results that stay.</param>
/// <param name="Removed">Results that go.</param>
/// <param name="KeptSets">Sets of features that stay.</param>
/// <param name="RemovedSets">Sets of features that go.</param>
/// <param name="KeptBytes">What those that stay take on the disk.</param>
/// <param name="FreedBytes">What the others took; files that an out shares take nothing.</param>
internal sealed record CacheCleaning(int Kept, int Removed, int KeptSets, int RemovedSets, long KeptBytes, long FreedBytes)
{
    /// <summary>Removes all results but those that lock files name and the last of each stage; then what nothing needs any more.</summary>
    /// <param name="state">State folder of the project, in which no run works.</param>
    /// <param name="keep">How many results of each stage, and sets of features, stay at least, those used last.</param>
    /// <param name="lockFiles">Lock files beyond those of the results' own pipelines.</param>
    /// <param name="dryRun">Remove nothing.</param>
    public static CacheCleaning Clean(StateFolder state, int keep, IEnumerable<string> lockFiles, bool dryRun)
    {
        string[] files = [.. OwnFiles.OfCache(Path.GetFullPath(state.File(ResultCache.FolderName)))];
        var results = files.Select(path => (Path: path, Result: StoredResult.Read(path)))
            .Where(entry => entry.Result is not null).Select(entry => new Entry(entry.Path, entry.Result!)).ToArray();
        var named = DigestsIn([.. lockFiles, .. results.Select(entry => entry.Result.LockFile)]);
        var last = results.GroupBy(entry => (entry.Result.LockFile, entry.Result.Stage))
            .SelectMany(stage => stage.OrderByDescending(entry => File.GetLastWriteTimeUtc(entry.Path)).Take(keep));
        var kept = results.Where(entry => entry.Result.Outs.All(named.Contains)).Union(last).ToArray();

        var store = new ContentStore(state, temporary: "", new NoHasher());
        var needed = kept.SelectMany(entry => entry.Result.Outs).SelectMany(store.FilesOf).Select(Path.GetFullPath).ToHashSet(StringComparer.Ordinal);
        needed.UnionWith(kept.Select(entry => entry.Path));
        var features = Path.GetFullPath(state.File(StateFolder.Features));
        var sets = OwnFiles.OfCache(features).GroupBy(path => Path.ChangeExtension(path, null))
            .OrderByDescending(set => set.Max(File.GetLastWriteTimeUtc)).ToArray();
        needed.UnionWith(sets.Take(keep).SelectMany(set => set));
        if (!dryRun)
        {
            UnfinishedWork.RemoveAllIn(features);
        }

        var (keptBytes, freedBytes) = (0L, 0L);
        foreach (var path in files.Concat(OwnFiles.OfCache(Path.GetFullPath(state.File(ContentStore.FolderName)))).Concat(sets.SelectMany(set => set))
            .Concat(UnfinishedIn(state)))
        {
            var bytes = FileStat.BytesOf(path);
            if (needed.Contains(path))
            {
                keptBytes += bytes;
                continue;
            }

            freedBytes += bytes;
            if (!dryRun)
            {
                File.Delete(path);
                RemoveEmptyFolders(Path.GetDirectoryName(path)!, Path.GetFullPath(state.File("")));
            }
        }

        var keptSets = Math.Min(keep, sets.Length);
        return new CacheCleaning(kept.Length, results.Length - kept.Length, keptSets, sets.Length - keptSets, keptBytes, freedBytes);
    }

    private static string[] UnfinishedIn(StateFolder state)
    {
        var pipelines = Path.GetFullPath(state.File("pipelines"));
        return
        [
            .. OwnFiles.In(pipelines)
                .Where(entry => entry is FileInfo && Path.GetRelativePath(pipelines, entry.FullName).Split('/') is [_, "tmp", _])
                .Select(entry => entry.FullName),
        ];
    }

    private static HashSet<string> DigestsIn(IEnumerable<string> lockFiles) =>
    [
        .. lockFiles.Distinct().Select(LockFile.TryRead).SelectMany(file => file.Stages.Values).SelectMany(stage => stage.Outs.Values),
    ];

    private static void RemoveEmptyFolders(string folder, string root)
    {
        while (folder.Length > root.Length && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            folder = Path.GetDirectoryName(folder)!;
        }
    }

    private sealed record Entry(string Path, StoredResult Result);

    /// <summary>Cleaning goes by names alone.</summary>
    private sealed class NoHasher : IContentHasher
    {
        public string? Digest(string path) => null;
    }
}
