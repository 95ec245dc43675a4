using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gans.Formats;
using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Running;

/// <summary>
/// What a run notes in the state folder before it touches a stage's outs, so that the next run can finish or undo what a killed one left.
/// </summary>
/// <param name="Stage">Name of the stage.</param>
/// <param name="LockFile">The lock file that its result goes to.</param>
/// <param name="Outs">Its outs.</param>
/// <param name="Keep">What is unfinished may be gone on with, as long as <paramref name="Locked"/> has the same inputs.</param>
/// <param name="Locked">What the lock file will say: with the outs' digests once they are whole, without any before.</param>
internal sealed record StageJournal(string Stage, string LockFile, ImmutableArray<OutNote> Outs, bool Keep, LockedStage Locked)
{
    /// <summary>The stage had ended well, and all outs are whole under the one or the other name.</summary>
    public bool IsFinished => !Locked.Outs.IsEmpty;

    /// <summary>Path of the journal of a stage: named by what it writes, so that two pipelines that write the same know of each other.</summary>
    /// <param name="state">The state folder.</param>
    /// <param name="firstOut">The stage's first out.</param>
    public static string PathFor(StateFolder state, string firstOut) =>
        Path.Combine(state.File("stages"), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(firstOut)))[..16] + ".json");

    /// <summary>Paths of all journals.</summary>
    /// <param name="state">The state folder.</param>
    public static string[] FindAll(StateFolder state)
    {
        var folder = state.File("stages");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Reads a journal.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>Null if there is none, or one that cannot be read.</returns>
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
            return new StageJournal(
                root.GetProperty("stage").GetString()!,
                root.GetProperty("lock_file").GetString()!,
                [
                    .. root.GetProperty("outs").EnumerateArray().Select(note => new OutNote(
                        note.GetProperty("path").GetString()!, note.GetProperty("in_place").GetBoolean(), note.GetProperty("existed").GetBoolean())),
                ],
                root.GetProperty("keep").GetBoolean(),
                LockedStage.Read(root.GetProperty("locked")));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
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
            json.WriteBoolean("in_place", note.IsInPlace);
            json.WriteBoolean("existed", note.Existed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("keep", Keep);
        json.WritePropertyName("locked");
        Locked.Write(json);
        json.WriteEndObject();
    });

    /// <summary>Whether unfinished work of this journal can be gone on with.</summary>
    /// <param name="inputs">What the run that starts now would record.</param>
    public bool CanResume(LockedStage inputs) =>
        Keep && !IsFinished && Locked.Action == inputs.Action && Locked.Version == inputs.Version
        && Locked.Parameters.SequenceEqual(inputs.Parameters) && Locked.Deps.SequenceEqual(inputs.Deps);
}

/// <summary>One out of a stage.</summary>
/// <param name="Path">Its path.</param>
/// <param name="IsInPlace">A command writes it under its own name; else it is made under another name and moved.</param>
/// <param name="Existed">An earlier version of it lay there when the stage began.</param>
internal sealed record OutNote(string Path, bool IsInPlace, bool Existed)
{
    /// <summary>Where the stage writes it.</summary>
    public string WorkPath => IsInPlace ? Path : OutPlacement.Unfinished(Path);
}
