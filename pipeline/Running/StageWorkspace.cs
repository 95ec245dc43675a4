using System.Collections.Immutable;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Running;

/// <summary>
/// The places where a stage writes. Its outs appear whole or not at all: they are made beside their place, noted as finished, moved, and recorded in
/// the lock file, in this order, and the next run completes what a kill cut short.
/// </summary>
internal sealed class StageWorkspace
{
    private readonly StageDefinition stage;
    private readonly IContentHasher hasher;
    private readonly string journalPath;
    private StageJournal journal;

    private StageWorkspace(StageDefinition stage, IContentHasher hasher, string journalPath, StageJournal journal, bool resumes) =>
        (this.stage, this.hasher, this.journalPath, this.journal, Resumes) = (stage, hasher, journalPath, journal, resumes);

    /// <summary>Unfinished work with the same inputs lies at the work path.</summary>
    public bool Resumes { get; }

    /// <summary>Where the stage writes an out.</summary>
    /// <param name="position">Position of the out.</param>
    public string WorkPath(int position) => journal.Outs[position].WorkPath;

    /// <summary>Clears the places, and moves aside what a command will write in place.</summary>
    /// <param name="state">The state folder, which exists.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="lockFile">Path of the lock file.</param>
    /// <param name="hasher">Tells contents apart.</param>
    /// <param name="fresh">Begin from the start even if unfinished work could be gone on with.</param>
    public static StageWorkspace Open(StateFolder state, StageDefinition stage, string lockFile, IContentHasher hasher, bool fresh = false)
    {
        var inputs = LockedStage.Of(stage, hasher);
        var notes = stage.Outs.Select((path, i) => new OutNote(path.Value, IsInPlace(stage.Action, i), OutPlacement.Exists(path.Value))).ToImmutableArray();
        var keep = stage.Action is BuiltInAction { Stage.IsResumable: true };
        var path = notes.IsEmpty ? "" : StageJournal.PathFor(state, notes[0].Path);
        var resumes = keep && !fresh && StageJournal.Read(path) is { } old && old.CanResume(inputs) && OutPlacement.HasUnfinished(notes[0].WorkPath);
        var workspace = new StageWorkspace(stage, hasher, path, new StageJournal(stage.Name, lockFile, notes, keep, inputs), resumes);
        if (!notes.IsEmpty && !resumes)
        {
            workspace.Clear();
        }

        return workspace;
    }

    /// <summary>Finishes or undoes what killed runs left in a folder.</summary>
    /// <param name="state">The state folder.</param>
    /// <param name="hasher">Tells contents apart.</param>
    public static void Recover(StateFolder state, IContentHasher hasher)
    {
        foreach (var path in StageJournal.FindAll(state))
        {
            switch (StageJournal.Read(path))
            {
                case null:
                    File.Delete(path);
                    break;
                case { IsFinished: true } journal when journal.Outs.All(note => IsWhole(note, journal.Locked.Outs[note.Path], hasher)):
                    var store = new LockStore(journal.LockFile);
                    Complete(journal, path, store, hasher);
                    break;
                case var journal when journal.IsFinished || !journal.Keep:
                    Undo(journal, path);
                    break;
            }
        }
    }

    /// <summary>Removes unfinished work that nobody will go on with.</summary>
    /// <param name="state">The state folder.</param>
    /// <param name="stage">The stage, which is up to date.</param>
    public static void Discard(StateFolder state, StageDefinition stage)
    {
        if (stage.Action is BuiltInAction { Stage.IsResumable: true }
            && StageJournal.PathFor(state, stage.Outs[0].Value) is var path && StageJournal.Read(path) is { } journal)
        {
            Undo(journal, path);
        }
    }

    /// <summary>Moves the outs into place and records them.</summary>
    /// <param name="store">The lock file.</param>
    /// <exception cref="StageFailedException">The stage did not write all of its outs.</exception>
    public void Commit(LockStore store)
    {
        var digests = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var note in journal.Outs)
        {
            digests[note.Path] = hasher.Digest(note.WorkPath)
                ?? throw new StageFailedException($"it ended without writing its out '{note.Path}'. Let it write there, or take the path out of 'outs'.");
        }

        journal = journal with { Locked = journal.Locked with { Outs = digests.ToImmutable() } };
        if (journal.Outs.IsEmpty)
        {
            store.Record(stage.Name, journal.Locked);
            return;
        }

        journal.Write(journalPath);
        Complete(journal, journalPath, store, hasher);
    }

    /// <summary>Takes back what the stage wrote; the last outs are there again. What can be gone on with is kept.</summary>
    public void Abandon()
    {
        if (!journal.Outs.IsEmpty && !journal.Keep && !journal.IsFinished)
        {
            Undo(journal, journalPath);
        }
    }

    private static bool IsInPlace(StageAction action, int position) => action is ShellAction shell && !shell.Command.NamedOuts.Contains(position);

    private static bool IsWhole(OutNote note, string digest, IContentHasher hasher) =>
        hasher.Digest(note.WorkPath) == digest || hasher.Digest(note.Path) == digest;

    /// <summary>Can be done again from the start after a kill at any point inside.</summary>
    private static void Complete(StageJournal journal, string path, LockStore store, IContentHasher hasher)
    {
        foreach (var note in journal.Outs)
        {
            if (!note.IsInPlace && hasher.Digest(note.WorkPath) == journal.Locked.Outs[note.Path])
            {
                OutPlacement.Replace(note.WorkPath, note.Path);
            }
        }

        store.Record(journal.Stage, journal.Locked);
        foreach (var note in journal.Outs)
        {
            OutPlacement.RemoveUnfinished(note.Path);
            OutPlacement.Remove(OutPlacement.Previous(note.Path));
        }

        File.Delete(path);
    }

    private static void Undo(StageJournal journal, string path)
    {
        foreach (var note in journal.Outs)
        {
            var previous = OutPlacement.Previous(note.Path);
            if (note.IsInPlace && OutPlacement.Exists(previous))
            {
                OutPlacement.Replace(previous, note.Path);
            }
            else if (!note.IsInPlace)
            {
                OutPlacement.RemoveUnfinished(note.Path);
            }
            else if (!note.Existed)
            {
                OutPlacement.Remove(note.Path);   // else the earlier version was not moved aside yet
            }
        }

        File.Delete(path);
    }

    private void Clear()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(journalPath)!);
        foreach (var note in journal.Outs)
        {
            OutPlacement.RemoveUnfinished(note.Path);
            OutPlacement.Remove(OutPlacement.Previous(note.Path));
            if (Path.GetDirectoryName(note.Path) is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
            }
        }

        journal.Write(journalPath);
        foreach (var note in journal.Outs.Where(note => note.IsInPlace && note.Existed))
        {
            OutPlacement.Replace(note.Path, OutPlacement.Previous(note.Path));
        }
    }
}
