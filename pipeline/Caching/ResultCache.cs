using System.Globalization;
using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Caching;

/// <summary>Remembers what stages made of what, so that going back to earlier values restores results instead of making them again.</summary>
/// <param name="state">State folder of the project.</param>
/// <param name="store">Holds the results' content.</param>
internal sealed class ResultCache(StateFolder state, ContentStore store)
{
    /// <summary>The folder in the state folder.</summary>
    public const string FolderName = "runs";

    private const string NameWithoutEnd = "whole";

    /// <summary>Holds the results' content.</summary>
    public ContentStore Store => store;

    /// <summary>The cache of a run, or for looking at.</summary>
    /// <param name="state">State folder of the project.</param>
    /// <param name="lockFile">Lock file of the pipeline.</param>
    /// <param name="hasher">Tells contents apart.</param>
    public static ResultCache Of(StateFolder state, string lockFile, IContentHasher hasher) =>
        new(state, new ContentStore(state, TemporaryFolderOf(state, lockFile), hasher));

    /// <summary>Removes what a run that was killed left unfinished in the cache.</summary>
    /// <param name="state">State folder of the project.</param>
    /// <param name="lockFile">Lock file of the pipeline, which no other process runs.</param>
    public static void Clear(StateFolder state, string lockFile)
    {
        if (TemporaryFolderOf(state, lockFile) is var folder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The result of just this key; null where none is held.</summary>
    /// <param name="key">The key.</param>
    public StoredResult? Find(ResultKey key) => StoredResult.Read(PathOf(key)) is { } result && IsHeld(result) ? result : null;

    /// <summary>The result of this key with the latest end that is before this key's; null where none is held.</summary>
    /// <param name="key">The key, with an end.</param>
    public StoredResult? FindEarlier(ResultKey key)
    {
        var folder = FolderOf(key);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.json").Select(StoredResult.Read)
                .Where(result => result is { Done: > 0 } && result.Done < key.End && IsHeld(result)).MaxBy(result => result!.Done)
            : null;
    }

    /// <summary>Remembers a result.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="result">The result.</param>
    /// <param name="paths">Where its outs lie.</param>
    /// <param name="mayLink">Nobody writes into their files.</param>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void Add(ResultKey key, StoredResult result, IReadOnlyList<string> paths, bool mayLink)
    {
        for (var i = 0; i < paths.Count; i++)
        {
            if (!store.Add(paths[i], result.Outs[i], mayLink))
            {
                return;
            }
        }

        result.Write(PathOf(key));
    }

    /// <summary>Notes that a result was of use, so that it is among the last to be cleaned away.</summary>
    /// <param name="key">Its key.</param>
    public void Touch(ResultKey key)
    {
        if (File.Exists(PathOf(key)))
        {
            File.SetLastWriteTimeUtc(PathOf(key), DateTime.UtcNow);
        }
    }

    private static string TemporaryFolderOf(StateFolder state, string lockFile) => state.File(lockFile, "tmp");

    private bool IsHeld(StoredResult result) => result.Outs.All(store.Holds);

    private string FolderOf(ResultKey key) => state.File(Path.Combine(FolderName, key.Hash[..2], key.Hash[2..]));

    private string PathOf(ResultKey key) =>
        Path.Combine(FolderOf(key), (key.End?.ToString(CultureInfo.InvariantCulture) ?? NameWithoutEnd) + ".json");
}
