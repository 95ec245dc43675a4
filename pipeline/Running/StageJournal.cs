using System.Collections.Immutable;
using System.Text.Json;
using Gans.Formats;
using Gans.Pipeline.Caching;
using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Running;

/// <summary>
/// What a run notes in the state folder before it touches a stage's outs, so that the next run can finish or undo what a killed one left.
/// </summary>
/// <param name="Stage">Name of the stage.</param>
/// <param name="LockFile">The lock file that its result goes to.</param>
/// <param name="Outs">Its outs.</param>
/// <param name="Keep">What is unfinished may be gone on with.</param>
/// <param name="Key">Key of its result, under which the cache will know it; null where that cannot be told.</param>
/// <param name="MayLink">Nobody writes into its outs' files, so that the cache may share them.</param>
/// <param name="Locked">What the lock file will say: with the outs' digests once they are whole, without any before.</param>
internal sealed record StageJournal(
    string Stage, string LockFile, ImmutableArray<OutNote> Outs, bool Keep, ResultKey? Key, bool MayLink, LockedStage Locked)
{
    /// <summary>The stage had ended well, and all outs are whole under the one or the other name.</summary>
    public bool IsFinished => !Locked.Outs.IsEmpty;

    /// <summary>Unfinished work lies beside the outs, and may be gone on with.</summary>
    public bool HasWork => Keep && !IsFinished && Outs.Any(note => note.HasWork);

    /// <summary>Path of the journal of a stage: named by what it writes, so that two pipelines that write the same know of each other.</summary>
    /// <param name="state">The state folder.</param>
    /// <param name="firstOut">The stage's first out.</param>
    /// <param name="restores">Results of the cache are put in place; unfinished work of the stage may wait meanwhile.</param>
    public static string PathFor(StateFolder state, string firstOut, bool restores = false) =>
        Path.Combine(state.File("stages"), StateFolder.ShortDigest(firstOut) + (restores ? "-restore" : "") + ".json");

    /// <summary>Paths of all journals.</summary>
    /// <param name="state">The state folder.</param>
    public static string[] FindAll(StateFolder state)
    {
        var folder = state.File("stages");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Reads a journal.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>Null if there is none, or one that cannot be used.</returns>
    public static StageJournal? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var journal = new StageJournal(
                TextOf(root, "stage"),
                TextOf(root, "lock_file"),
                [
                    .. root.GetProperty("outs").EnumerateArray().Select(note => new OutNote(
                        TextOf(note, "path"), TextOf(note, "work_folder"), note.GetProperty("in_place").GetBoolean(), note.GetProperty("before").GetString())),
                ],
                root.GetProperty("keep").GetBoolean(),
                root.GetProperty("key").GetString() is { } hash ? new ResultKey(hash, EndOf(root.GetProperty("end"))) : null,
                root.GetProperty("may_link").GetBoolean(),
                LockedStage.Read(root.GetProperty("locked")));
            return journal.IsSound ? journal : null;
        }
        catch (Exception e) when (JsonInput.IsDamage(e) || e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes the journal.</summary>
    /// <param name="path">Its path.</param>
    public void Write(string path) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("stage", Stage);
        json.WriteString("lock_file", LockFile);
        json.WriteStartArray("outs");
        foreach (var note in Outs)
        {
            json.WriteStartObject();
            json.WriteString("path", note.Path);
            json.WriteString("work_folder", note.WorkFolder);
            json.WriteBoolean("in_place", note.IsInPlace);
            json.WriteString("before", note.Before);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("keep", Keep);
        json.WriteString("key", Key?.Hash);
        json.WriteString("end", Key?.End?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteBoolean("may_link", MayLink);
        json.WritePropertyName("locked");
        Locked.Write(json);
        json.WriteEndObject();
    });

    /// <summary>
    /// Nothing but places beside the outs is named, and all outs have digests or none has: a journal that somebody else laid there can lead to nothing else.
    /// </summary>
    private bool IsSound =>
        Outs is [_, ..] && Outs.All(note => note.Path.Length > 0 && OutPlacement.IsWorkFolder(note.WorkFolder, note.Path))
        && (!IsFinished || Outs.All(note => Locked.Outs.ContainsKey(note.Path)))
        && (Key is null || ContentStore.IsDigest("sha256:" + Key.Hash));

    private static string TextOf(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    private static long? EndOf(JsonElement json) =>
        json.GetString() is { } text ? long.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;
}
