using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Running;

/// <summary>What to run and how.</summary>
internal sealed record RunOptions
{
    /// <summary>Run these stages and what they need; none: all.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>Run the targets even if nothing changed.</summary>
    public bool Force { get; init; }

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
    /// <exception cref="InvalidInputException">A dep or the lock file cannot be used.</exception>
    /// <exception cref="StageFailedException">Another run works in this folder.</exception>
    public ImmutableArray<StageOutcome> Run(CancellationToken cancellation)
    {
        state.Create();
        using var guard = RunLock.Take(state);
        var hasher = new ContentHasher(state.File("digests"));
        try
        {
            StageWorkspace.Recover(state, hasher);
            var store = new LockStore(pipeline.LockFile);
            var plan = PipelinePlan.Plan(pipeline, store.Current, hasher, options.Targets, options.Force);
            return Run(plan, new StageExecutor(pipeline, store, hasher, observer, state), cancellation);
        }
        finally
        {
            hasher.Save();
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
                var forced = next.Reasons.Any(reason => reason.Cause == RunCause.Forced);
                running.Add(Start(() => executor.Run(next.Stage, forced, cancellation)), next);
            }

            var ended = Task.WhenAny(running.Keys).GetAwaiter().GetResult();
            running.Remove(ended);
            var outcome = ended.GetAwaiter().GetResult();
            outcomes[outcome.Stage] = outcome;
            stops |= outcome.End is StageEnd.Failed or StageEnd.Stopped;
        }

        foreach (var stage in waiting)
        {
            outcomes[stage.Stage.Name] = new StageOutcome(stage.Stage.Name, StageEnd.Skipped, TimeSpan.Zero);
        }

        return [.. plan.Select(stage => outcomes[stage.Stage.Name])];

        bool IsReady(PlannedStage stage) => HasRoom(stage, running.Values) && pipeline.Graph.NeedsOf(stage.Stage.Name).All(outcomes.ContainsKey);
    }

    private bool HasRoom(PlannedStage stage, Dictionary<Task<StageOutcome>, PlannedStage>.ValueCollection running) =>
        running.Count == 0 || (running.Count < options.Jobs && !UsesAllCores(stage) && !running.Any(UsesAllCores));

    private static bool UsesAllCores(PlannedStage stage) => stage.Stage.Action is BuiltInAction { Stage.UsesAllCores: true };

    private static Task<StageOutcome> Start(Func<StageOutcome> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
