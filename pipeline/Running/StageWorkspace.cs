using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Caching;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Running;

/// <summary>
/// The places where a stage writes. Its outs appear whole or not at all: they are made in a folder beside their place, noted as finished, taken into the cache,
/// moved, and recorded in the lock file, in this order, and the next run completes what a kill cut short.
/// </summary>
internal sealed class StageWorkspace : IDisposable
{
    private readonly RunContext run;
    private readonly StageDefinition stage;
    private readonly string journalPath;
    private readonly OutLocks locks;
    private StageJournal journal;

    private StageWorkspace(RunContext run, StageDefinition stage, string journalPath, OutLocks locks, StageJournal journal) =>
        (this.run, this.stage, this.journalPath, this.locks, this.journal) = (run, stage, journalPath, locks, journal);

    /// <summary>Where the stage writes an out.</summary>
    /// <param name="position">Position of the out.</param>
    public string WorkPath(int position) => journal.Outs[position].WorkPath;

    /// <summary>Makes the places, and moves aside what a command will write in place.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="outlook">What becomes of it.</param>
    /// <param name="fresh">Drop unfinished work in place of moving it aside.</param>
    /// <exception cref="StageFailedException">Another process writes one of the outs.</exception>
    public static StageWorkspace Open(RunContext run, StageDefinition stage, StageOutlook outlook, bool fresh = false)
    {
        var restores = outlook.Course == StageCourse.Restores;
        var isResumable = !restores && stage.Action is BuiltInAction { Stage.IsResumable: true };
        var locks = Lock(run, stage);
        try
        {
            var path = stage.Outs.IsEmpty ? "" : StageJournal.PathFor(run.State, stage.Outs[0].Value, restores);
            var old = stage.Outs.IsEmpty ? null : StageJournal.Read(path);
            var resumes = outlook.Course == StageCourse.Resumes && old is { HasWork: true };
            if (old is not null && !resumes)
            {
                Leave(run, stage, old, path, drop: fresh || !old.HasWork || outlook.UnfinishedProgress is { Done: 0 });
            }

            var notes = stage.Outs.Select((out_, i) => new OutNote(
                out_.Value,
                resumes ? old!.Outs[i].WorkFolder : OutPlacement.FreeWorkFolder(out_.Value),
                !restores && IsInPlace(stage.Action, i),
                OutPlacement.Exists(out_.Value) ? run.Hasher.Digest(out_.Value) : null)).ToImmutableArray();
            var journal = new StageJournal(
                stage.Name,
                run.Pipeline.LockFile,
                notes,
                Keep: isResumable && outlook.Course is StageCourse.Runs or StageCourse.Resumes,
                restores ? null : outlook.Key,
                stage.Action is BuiltInAction { Stage.WritesByReplacement: true },
                LockedStage.Of(stage, run.Hasher));
            var workspace = new StageWorkspace(run, stage, path, locks, journal);
            workspace.MakePlaces();
            return workspace;
        }
        catch
        {
            locks.Dispose();
            throw;
        }
    }

    /// <summary>Finishes or undoes what killed runs of a pipeline left.</summary>
    /// <param name="run">The run that begins.</param>
    public static void Recover(RunContext run)
    {
        foreach (var path in StageJournal.FindAll(run.State))
        {
            if (StageJournal.Read(path) is not { } found)
            {
                run.Tell(StateFolder.Name, $"{Path.GetFileName(path)} cannot be used and counts as none: it is no note of unfinished work.");
                File.Delete(path);
            }
            else if (found.Outs.All(note => IsOwn(run, note.Path)))
            {
                using var locks = OutLocks.Take(run.State, found.Outs.Select(note => note.Path), out _);
                if (locks is not null && StageJournal.Read(path) is { } journal)
                {
                    Recover(run, journal, path);
                }
            }
        }
    }

    /// <summary>Lays earlier work at the places before the stage goes on with it; a kill on the way leaves nothing to go on with.</summary>
    /// <param name="fill">Fills the path of the out at a position; false: it could not.</param>
    /// <returns>Whether all could be filled; if not, the places are empty.</returns>
    public bool Fill(Func<int, string, bool> fill)
    {
        var isFilled = Enumerable.Range(0, journal.Outs.Length).All(i => fill(i, WorkPath(i)));
        if (!isFilled)
        {
            foreach (var note in journal.Outs.Where(note => !note.IsInPlace))
            {
                OutPlacement.Remove(note.WorkPath);
            }
        }

        journal = journal with { Keep = stage.Action is BuiltInAction { Stage.IsResumable: true } && journal.Key is not null };
        journal.Write(journalPath);
        return isFilled;
    }

    /// <summary>Moves the outs into place and records them.</summary>
    /// <exception cref="StageFailedException">The stage did not write all of its outs.</exception>
    /// <exception cref="InvalidInputException">Somebody put something else in an out's place meanwhile.</exception>
    public void Commit()
    {
        var digests = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var note in journal.Outs)
        {
            digests[note.Path] = note.DigestOfWork(run.Hasher)
                ?? throw new StageFailedException($"it ended without writing its out '{note.Path}'. Let it write there, or take the path out of 'outs'.");
        }

        // what was made while somebody changed a dep belongs to no key
        var key = LockedStage.Of(stage, run.Hasher).Deps.SequenceEqual(journal.Locked.Deps) ? journal.Key : null;
        journal = journal with { Key = key, Locked = journal.Locked with { Outs = digests.ToImmutable() } };
        if (journal.Outs.IsEmpty)
        {
            run.Locks.Record(stage.Name, journal.Locked);
            return;
        }

        journal.Write(journalPath);
        if (Complete(run, journal, journalPath) is { } intruder)
        {
            throw new InvalidInputException(
                $"'{intruder}' was changed while the stage ran, and would be lost. Move it away and run again; the result is in the cache.");
        }
    }

    /// <summary>Takes back what the stage wrote; the last outs are there again. What can be gone on with is kept.</summary>
    public void Abandon()
    {
        if (!journal.Outs.IsEmpty && !journal.Keep && !journal.IsFinished)
        {
            Undo(journal, journalPath);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => locks.Dispose();

    private static OutLocks Lock(RunContext run, StageDefinition stage) =>
        OutLocks.Take(run.State, stage.Outs.Select(path => path.Value), out var holder)
        ?? throw new StageFailedException($"another gans writes its outs (process {holder}). Wait for its end, or stop it with 'kill {holder}'.");

    private static bool IsInPlace(StageAction action, int position) => action is ShellAction shell && !shell.Command.NamedOuts.Contains(position);

    /// <summary>A journal may name outs that the pipeline has no more, as long as they lie in the folder in which Gans runs.</summary>
    private static bool IsOwn(RunContext run, string path) =>
        run.Pipeline.Stages.Any(stage => stage.Outs.Any(own => own.Value == path))
        || (run.Locks.Current.Knows(path) && !path.StartsWith('/') && !path.Split('/').Contains(".."));

    private static void Recover(RunContext run, StageJournal journal, string path)
    {
        if (journal.IsFinished && journal.Outs.All(note => IsWhole(note, journal.Locked.Outs[note.Path], run.Hasher)))
        {
            Complete(run, journal, path);
        }
        else if (journal.IsFinished || !journal.Keep)
        {
            Undo(journal, path);
        }
    }

    private static bool IsWhole(OutNote note, string digest, IContentHasher hasher) =>
        note.DigestOfWork(hasher) == digest || hasher.Digest(note.Path) == digest;

    /// <summary>Can be done again from the start after a kill at any point inside.</summary>
    /// <returns>An out whose place somebody else took, so that nothing was moved; null: all is in place.</returns>
    private static string? Complete(RunContext run, StageJournal journal, string path)
    {
        var waiting = journal.Outs.Where(note => !note.IsInPlace && note.DigestOfWork(run.Hasher) == journal.Locked.Outs[note.Path]).ToArray();
        Remember(run, journal);
        foreach (var note in waiting.Where(note => OutPlacement.HasContent(note.Path)))
        {
            if (run.Hasher.Digest(note.Path) is { } now && now != note.Before && now != journal.Locked.Outs[note.Path])
            {
                Undo(journal, path);
                return note.Path;
            }
        }

        foreach (var note in waiting)
        {
            OutPlacement.Replace(note.WorkPath, note.Place);
        }

        if (journal.LockFile == run.Pipeline.LockFile)
        {
            run.Locks.Record(journal.Stage, AsPlaced(journal, waiting, run.Hasher));
        }

        RemoveWorkFolders(journal);
        File.Delete(path);
        return null;
    }

    /// <summary>What the lock file will say: links in a folder that lead out of it have other content behind them since it was moved.</summary>
    private static LockedStage AsPlaced(StageJournal journal, IEnumerable<OutNote> moved, IContentHasher hasher) => journal.Locked with
    {
        Outs = journal.Locked.Outs.SetItems(moved.Where(note => StoredFolder.HasLinksOut(note.Place))
            .Select(note => KeyValuePair.Create(note.Path, hasher.Digest(note.Path) ?? journal.Locked.Outs[note.Path]))),
    };

    /// <summary>A cache that is full or cannot be written to keeps nobody from working.</summary>
    private static void Remember(RunContext run, StageJournal journal)
    {
        if (journal.Key is not { } key)
        {
            return;
        }

        try
        {
            var digests = journal.Outs.Select(note => journal.Locked.Outs[note.Path]).ToImmutableArray();
            var paths = journal.Outs
                .Select((note, i) => !note.IsInPlace && note.DigestOfWork(run.Hasher) == digests[i] ? note.WorkPath : note.Place).ToArray();
            run.Cache.Add(key, new StoredResult(journal.LockFile, journal.Stage, key.End, digests), paths, journal.MayLink);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidInputException)
        {
            run.Tell(journal.Stage, $"its result is not kept in the cache: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static void Undo(StageJournal journal, string path)
    {
        foreach (var note in journal.Outs.Where(note => note.IsInPlace && !journal.IsFinished))
        {
            if (OutPlacement.Exists(note.Aside))
            {
                OutPlacement.Replace(note.Aside, note.Place);
            }
            else if (note.Before is null && FileStat.ChangedAt(note.Place) >= FileStat.ChangedAt(path))
            {
                OutPlacement.Remove(note.Place);   // what was there before the journal, if it comes from elsewhere, stays
            }
        }

        RemoveWorkFolders(journal);
        File.Delete(path);
    }

    /// <summary>Leaves unfinished work of other inputs.</summary>
    private static void Leave(RunContext run, StageDefinition stage, StageJournal old, string path, bool drop)
    {
        if (drop)
        {
            Undo(old, path);
            return;
        }

        foreach (var note in old.Outs.Where(note => note.HasWork))
        {
            run.Tell(stage.Name, $"unfinished work of other inputs is moved aside to {OutPlacement.MoveAside(note.WorkFolder)}");
        }

        Undo(old, path);
    }

    private static void RemoveWorkFolders(StageJournal journal)
    {
        foreach (var note in journal.Outs)
        {
            OutPlacement.Remove(note.WorkFolder);
        }
    }

    private void MakePlaces()
    {
        if (journal.Outs.IsEmpty)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(journalPath)!);
        journal.Write(journalPath);
        foreach (var note in journal.Outs)
        {
            Directory.CreateDirectory(note.WorkFolder);
            if (note.IsInPlace && OutPlacement.Exists(note.Place))
            {
                OutPlacement.Replace(note.Place, note.Aside);
            }
        }
    }
}
