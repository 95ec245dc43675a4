using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Definition;

namespace Gans.Pipeline.Planning;

/// <summary>Decides what would run. Pure: it runs nothing and writes nothing.</summary>
internal static class PipelinePlan
{
    /// <summary>Why each stage would run. Stages in topological order, ties by name; causes cheapest first.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="locked">What the last runs recorded.</param>
    /// <param name="hasher">Tells contents apart.</param>
    /// <param name="targets">Plan these stages and what they need; none: all.</param>
    /// <param name="force">Run the targets even if nothing changed.</param>
    /// <exception cref="InvalidInputException">
    /// A dep is missing and no stage writes it, or an option of a stage that would run names what there is not.
    /// </exception>
    public static ImmutableArray<PlannedStage> Plan(
        PipelineDefinition pipeline, LockFile locked, IContentHasher hasher, IReadOnlyCollection<string>? targets = null, bool force = false)
    {
        targets ??= [];
        var running = new HashSet<string>();
        var plan = ImmutableArray.CreateBuilder<PlannedStage>();
        foreach (var stage in pipeline.Graph.Select(targets))
        {
            string[] earlier = [.. pipeline.Graph.NeedsOf(stage.Name).Where(running.Contains)];
            CheckDeps(pipeline, stage, hasher);
            var forced = force && (targets.Count == 0 || targets.Contains(stage.Name));
            ImmutableArray<RunReason> reasons =
            [
                .. forced ? [new RunReason(RunCause.Forced, "")] : ImmutableArray<RunReason>.Empty,
                .. ReasonsOf(stage, locked.Find(stage.Name), hasher, depsAreOpen: earlier.Length > 0),
            ];
            var planned = new PlannedStage(
                stage, reasons.IsEmpty ? [.. earlier.Select(name => new RunReason(RunCause.EarlierStageRuns, name))] : reasons, earlier.Length > 0);
            plan.Add(planned);
            if (!planned.IsUpToDate)
            {
                CheckNames(stage);
                running.Add(stage.Name);
            }
        }

        return plan.ToImmutable();
    }

    /// <summary>Why one stage must run, now that all before it is done.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="locked">What its last run recorded; null: nothing.</param>
    /// <param name="hasher">Tells contents apart.</param>
    /// <param name="depsAreOpen">Leave the contents of its deps out: stages before it are yet to write them.</param>
    public static ImmutableArray<RunReason> ReasonsOf(StageDefinition stage, LockedStage? locked, IContentHasher hasher, bool depsAreOpen = false)
    {
        if (locked is null)
        {
            return [new RunReason(RunCause.NeverRun, "")];
        }

        var reasons = ImmutableArray.CreateBuilder<RunReason>();
        if (locked.Action != stage.Action.Text)
        {
            reasons.Add(new RunReason(RunCause.ActionChanged, "", locked.Action, stage.Action.Text));
        }
        else if (locked.Version != stage.Action.Version)
        {
            reasons.Add(new RunReason(RunCause.ToolChanged, stage.Action.Text, $"{locked.Version}", $"{stage.Action.Version}"));
        }

        var added = stage.Action.KeyEntries;
        reasons.AddRange(Differences(locked.Parameters.RemoveRange(added.Keys), stage.Parameters));
        reasons.AddRange(added.Where(entry => locked.Parameters.TryGetValue(entry.Key, out var was) && was != entry.Value)
            .Select(entry => new RunReason(RunCause.KeyChanged, entry.Key, locked.Parameters[entry.Key], entry.Value)));
        reasons.AddRange(ListChanges(RunCause.DepListChanged, locked.Deps, stage.Deps));
        reasons.AddRange(ListChanges(RunCause.OutListChanged, locked.Outs, stage.Outs));
        var outs = Contents(stage.Outs, locked.Outs, hasher).ToArray();
        reasons.AddRange(outs.Where(reason => reason.Now is null).Select(reason => reason with { Cause = RunCause.OutMissing }));
        if (!depsAreOpen)
        {
            reasons.AddRange(Contents(stage.Deps, locked.Deps, hasher).Select(reason => reason with { Cause = RunCause.DepChanged }));
        }

        reasons.AddRange(outs.Where(reason => reason.Now is not null).Select(reason => reason with { Cause = RunCause.OutChanged }));
        return reasons.ToImmutable();
    }

    private static void CheckDeps(PipelineDefinition pipeline, StageDefinition stage, IContentHasher hasher)
    {
        foreach (var dep in stage.Deps.Where(dep => !pipeline.Graph.IsMade(dep) && hasher.Digest(dep.Value) is null))
        {
            var outs = pipeline.Stages.SelectMany(other => other.Outs).Select(path => path.Value);
            var hint = NearestWord.Find(dep.Value, outs) is { } near ? $"Did you mean '{near}'?" : "Put it there, or correct the path.";
            throw dep.Location.Error($"stage '{stage.Name}' needs '{dep}', which is not there and which no stage writes. {hint}");
        }
    }

    private static void CheckNames(StageDefinition stage)
    {
        if (stage.Action is BuiltInAction action && action.Stage.CheckNames(action.Call) is { } problem)
        {
            throw stage.Location.Error($"stage '{stage.Name}': {problem}");
        }
    }

    private static IEnumerable<RunReason> Differences(ImmutableSortedDictionary<string, string> was, ImmutableSortedDictionary<string, string> now) =>
        was.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Select(key => new RunReason(RunCause.ParameterChanged, key, was.GetValueOrDefault(key), now.GetValueOrDefault(key)))
            .Where(reason => reason.Was != reason.Now);

    private static IEnumerable<RunReason> ListChanges(RunCause cause, ImmutableSortedDictionary<string, string> was, ImmutableArray<PipelinePath> now)
    {
        var listed = now.Select(path => path.Value).ToArray();
        return
        [
            .. was.Keys.Except(listed).Select(path => new RunReason(cause, path, Was: "listed")),
            .. listed.Except(was.Keys).Select(path => new RunReason(cause, path, Now: "listed")),
        ];
    }

    /// <summary>The paths that are in both lists and have another content now.</summary>
    private static IEnumerable<RunReason> Contents(
        ImmutableArray<PipelinePath> paths, ImmutableSortedDictionary<string, string> locked, IContentHasher hasher) =>
        paths.Where(path => locked.ContainsKey(path.Value))
            .Select(path => new RunReason(RunCause.DepChanged, path.Value, locked[path.Value], hasher.Digest(path.Value)))
            .Where(reason => reason.Was != reason.Now);
}
