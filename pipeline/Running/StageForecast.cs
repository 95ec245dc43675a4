using Gans.Pipeline.Caching;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Running;

/// <summary>Tells what becomes of stages that are not up to date. It changes nothing.</summary>
/// <param name="run">The pipeline, what its lock file knows and what is cached.</param>
internal sealed class StageForecast(RunContext run)
{
    /// <summary>What becomes of a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="depsAreOpen">Stages before it are yet to write its deps.</param>
    public StageOutlook Of(StageDefinition stage, bool depsAreOpen = false)
    {
        var outlook = stage.Outs.IsEmpty || depsAreOpen ? new StageOutlook(StageCourse.Runs) : CourseOf(stage);
        return outlook with { Refusal = RefusalOf(stage, outlook.Course == StageCourse.Restores ? outlook.Result : null) };
    }

    private StageOutlook CourseOf(StageDefinition stage)
    {
        var inputs = LockedStage.Of(stage, run.Hasher);
        var key = ResultKey.Of(run.Pipeline, stage, inputs);
        var journal = JournalOf(stage);
        var unfinished = journal is { HasWork: true } ? journal : null;
        var unfinishedDone = unfinished is null ? null : DoneOf(stage, unfinished.Outs[0].WorkPath);
        var outlook = new StageOutlook(StageCourse.Runs)
        {
            Key = key,
            Unfinished = unfinished,
            UnfinishedProgress = Progress(stage, unfinishedDone, unfinished?.Key?.End),
        };
        if (run.Cache.Find(key) is { } result && result.Outs.Length == stage.Outs.Length)
        {
            return outlook with { Course = StageCourse.Restores, Result = result };
        }

        var earlier = key.End is null ? null : run.Cache.FindEarlier(key);
        var placed = key.End is null ? null : DoneInPlace(stage, inputs, key);
        var resumes = unfinished?.Key?.Hash == key.Hash && (unfinished.Key.End == key.End || unfinishedDone <= key.End);
        return (resumes ? unfinishedDone ?? long.MaxValue : -1, placed ?? -1, earlier?.Done ?? -1) switch
        {
            (-1, -1, -1) => outlook,
            var (work, outs, cached) when work >= outs && work >= cached =>
                outlook with { Course = StageCourse.Resumes, Progress = Progress(stage, unfinishedDone, key.End, SpentOn(stage, unfinished)) },
            var (_, outs, cached) when outs >= cached => outlook with { Course = StageCourse.ExtendsOuts, Progress = Progress(stage, outs, key.End) },
            var (_, _, cached) => outlook with { Course = StageCourse.ExtendsResult, Result = earlier, Progress = Progress(stage, cached, key.End) },
        };
    }

    /// <summary>How far the stage's outs are, if they are whole and differ from what is asked for in nothing but an earlier end.</summary>
    private long? DoneInPlace(StageDefinition stage, LockedStage inputs, ResultKey key)
    {
        var isEarlier = run.Locks.Current.Find(stage.Name) is { } locked
            && locked.Action == inputs.Action
            && locked.Version == inputs.Version
            && ResultKey.IdentityOf(stage, locked.Parameters).SequenceEqual(ResultKey.IdentityOf(stage, inputs.Parameters))
            && locked.Deps.SequenceEqual(inputs.Deps)
            && locked.Outs.Count == stage.Outs.Length
            && stage.Outs.All(path => locked.Outs.TryGetValue(path.Value, out var digest) && run.Hasher.Digest(path.Value) == digest);
        return isEarlier && DoneOf(stage, stage.Outs[0].Value) is { } done && done > 0 && done <= key.End ? done : null;
    }

    private string? RefusalOf(StageDefinition stage, StoredResult? result)
    {
        for (var i = 0; i < stage.Outs.Length; i++)
        {
            var path = stage.Outs[i].Value;
            var digest = OutPlacement.HasContent(path) ? run.Hasher.Digest(path) : null;
            if (digest is not null && digest != result?.Outs[i] && !IsReplaceable(stage, path, digest))
            {
                var whose = run.Locks.Current.Knows(path) ? "was changed since gans wrote it" : "was not made by gans";
                return $"'{path}' {whose} and would be lost. Move it away, or run the stage with --force.";
            }
        }

        return null;
    }

    /// <summary>Whether what lies at an out is Gans' own: a stage made it, it can be had again, or a killed run left it half made.</summary>
    private bool IsReplaceable(StageDefinition stage, string path, string digest) =>
        run.Locks.Current.Knows(path, digest)
        || JournalOf(stage) is { } journal && journal.Outs.Any(note => note.Path == path && note.IsLeftovers(journal, digest))
        || run.Cache.Store.IsWhole(digest);

    private StageJournal? JournalOf(StageDefinition stage) => StageJournal.Read(StageJournal.PathFor(run.State, stage.Outs[0].Value));

    private static long? DoneOf(StageDefinition stage, string path) => (stage.Action as BuiltInAction)?.Stage.DoneOf(path);

    private static TimeSpan? SpentOn(StageDefinition stage, StageJournal? unfinished) =>
        unfinished is null ? null : (stage.Action as BuiltInAction)?.Stage.TimeOf(unfinished.Outs[0].WorkPath);

    private static WorkProgress? Progress(StageDefinition stage, long? done, long? end, TimeSpan? spent = null) =>
        done is { } known && end is { } total && stage.Action is BuiltInAction { Stage.EndUnit: var unit }
            ? new WorkProgress(known, total, unit) { Spent = spent }
            : null;
}
