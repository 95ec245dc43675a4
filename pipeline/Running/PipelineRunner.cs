using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Caching;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Running;

/// <summary>What to run and how.</summary>
internal sealed record RunOptions
{
    /// <summary>Run these stages and what they need; none: all.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>Run the targets even if nothing changed, their results are known, or their outs hold what Gans did not make.</summary>
    public bool Force { get; init; }

    /// <summary>After a failure, run the stages that do not need the failed one.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>How many stages may run side by side, from 1 up. One that uses all cores runs alone.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;
}

/// <summary>Runs what changed in a pipeline.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="options">What to run and how.</param>
/// <param name="observer">Told what happens.</param>
/// <param name="state">State folder of the project.</param>
internal sealed class PipelineRunner(PipelineDefinition pipeline, RunOptions options, IRunObserver observer, StateFolder state)
{
    /// <summary>Runs all stages that something changed for, and what must follow them.</summary>
    /// <param name="cancellation">Stops the stages that run; what they had finished stays.</param>
    /// <returns>How each stage ended, in the order of the plan.</returns>
    /// <exception cref="InvalidInputException">A dep or the lock file cannot be used, or an out holds what would be lost.</exception>
    /// <exception cref="StageFailedException">Another run works on this pipeline.</exception>
    public ImmutableArray<StageOutcome> Run(CancellationToken cancellation)
    {
        state.Create(pipeline.LockFile);
        using var guard = RunLock.Take(state, pipeline.LockFile);
        var hasher = new ContentHasher(RunContext.DigestsOf(pipeline, state));
        try
        {
            ResultCache.Clear(state, pipeline.LockFile);
            var run = RunContext.Of(pipeline, state, hasher, observer.Printed);
            StageWorkspace.Recover(run);
            var plan = PipelinePlan.Plan(pipeline, run.Locks.Current, hasher, options.Targets, options.Force);
            RefuseLosses(plan, new StageForecast(run));
            return Run(plan, new StageExecutor(run, observer), cancellation);
        }
        finally
        {
            hasher.Save();
        }
    }

    /// <summary>Looks before anything runs whether something would be lost that Gans cannot make again.</summary>
    private static void RefuseLosses(ImmutableArray<PlannedStage> plan, StageForecast forecast)
    {
        foreach (var planned in plan.Where(planned => !planned.IsUpToDate && !planned.IsForced))
        {
            if (forecast.Of(planned.Stage, planned.DepsAreOpen).Refusal is { } refusal)
            {
                throw planned.Stage.Location.Error($"stage '{planned.Stage.Name}': {refusal}");
            }
        }
    }

    private ImmutableArray<StageOutcome> Run(ImmutableArray<PlannedStage> plan, StageExecutor executor, CancellationToken cancellation)
    {
        var outcomes = plan.Where(stage => stage.IsUpToDate).ToDictionary(stage => stage.Stage.Name, stage => executor.Skip(stage.Stage));
        var waiting = plan.Where(stage => !stage.IsUpToDate).ToList();
        var running = new Dictionary<Task<StageOutcome>, PlannedStage>();
        var stops = false;
        while (running.Count > 0 || (!stops && waiting.Count > 0))
        {
            while (!stops && waiting.Find(IsReady) is { } next)
            {
                waiting.Remove(next);
                running.Add(Start(() => executor.Run(next.Stage, next.IsForced, cancellation)), next);
            }

            var ended = Task.WhenAny(running.Keys).GetAwaiter().GetResult();
            running.Remove(ended);
            var outcome = ended.GetAwaiter().GetResult();
            outcomes[outcome.Stage] = outcome;
            stops |= outcome.End == StageEnd.Stopped || (outcome.End == StageEnd.Failed && !options.KeepGoing);
            if (outcome.End == StageEnd.Failed)
            {
                LeaveOut(pipeline.Graph.After(outcome.Stage).Contains);
            }
        }

        LeaveOut(_ => true);

        return [.. plan.Select(stage => outcomes[stage.Stage.Name])];

        void LeaveOut(Func<string, bool> isMeant)
        {
            foreach (var name in waiting.Select(stage => stage.Stage.Name).Where(isMeant))
            {
                outcomes[name] = new StageOutcome(name, StageEnd.Skipped, TimeSpan.Zero);
            }

            waiting.RemoveAll(stage => isMeant(stage.Stage.Name));
        }

        bool IsReady(PlannedStage stage) => HasRoom(stage, running.Values) && pipeline.Graph.NeedsOf(stage.Stage.Name).All(outcomes.ContainsKey);
    }

    private bool HasRoom(PlannedStage stage, Dictionary<Task<StageOutcome>, PlannedStage>.ValueCollection running) =>
        running.Count == 0 || (running.Count < options.Jobs && !UsesAllCores(stage) && !running.Any(UsesAllCores));

    private static bool UsesAllCores(PlannedStage stage) => stage.Stage.Action is BuiltInAction { Stage.UsesAllCores: true };

    private static Task<StageOutcome> Start(Func<StageOutcome> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
