using System.Collections.Immutable;
using System.Diagnostics;
using Gans.Formats;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Planning;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Running;

/// <summary>Runs one stage of a pipeline, if it must.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="store">Its lock file.</param>
/// <param name="hasher">Tells contents apart.</param>
/// <param name="observer">Told what happens.</param>
/// <param name="state">State folder of the project.</param>
internal sealed class StageExecutor(PipelineDefinition pipeline, LockStore store, IContentHasher hasher, IRunObserver observer, StateFolder state)
{
    private readonly RunLog log = new(state, pipeline.File, TimeProvider.System);

    /// <summary>Looks once more whether the stage must run, now that all before it is done, and runs it.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="forced">Run it even if nothing changed.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How it ended; nothing is thrown.</returns>
    public StageOutcome Run(StageDefinition stage, bool forced, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        StageOutcome outcome;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            var reasons = PipelinePlan.ReasonsOf(stage, store.Current.Find(stage.Name), hasher);
            if (reasons.IsEmpty && !forced)
            {
                return Skip(stage);
            }

            reasons = forced ? [new RunReason(RunCause.Forced, ""), .. reasons] : reasons;
            log.Started(stage, reasons);
            var message = RunStage(stage, reasons, forced, cancellation);
            outcome = new StageOutcome(stage.Name, StageEnd.Done, watch.Elapsed, message);
        }
        catch (OperationCanceledException e)
        {
            outcome = new StageOutcome(stage.Name, StageEnd.Stopped, watch.Elapsed, Error: e);
        }
#pragma warning disable CA1031 // Whatever a stage throws is its failure; it is reported, and the run ends in good order.
        catch (Exception e)
#pragma warning restore CA1031
        {
            outcome = new StageOutcome(stage.Name, StageEnd.Failed, watch.Elapsed, e.Message.ReplaceLineEndings(" "), e);
        }

        log.Ended(stage.Name, outcome.End, outcome.Elapsed);
        observer.Ended(outcome);
        return outcome;
    }

    /// <summary>Leaves out a stage that is up to date.</summary>
    /// <param name="stage">The stage.</param>
    public StageOutcome Skip(StageDefinition stage)
    {
        StageWorkspace.Discard(state, stage);
        var outcome = new StageOutcome(stage.Name, StageEnd.UpToDate, TimeSpan.Zero);
        observer.Ended(outcome);
        return outcome;
    }

    private string RunStage(StageDefinition stage, ImmutableArray<RunReason> reasons, bool forced, CancellationToken cancellation)
    {
        var workspace = StageWorkspace.Open(state, stage, pipeline.LockFile, hasher, fresh: forced);
        observer.Started(stage.Name, reasons, workspace.Resumes);
        try
        {
            var message = stage.Action switch
            {
                BuiltInAction action => RunBuiltIn(stage, action, workspace, cancellation),
                ShellAction action => RunShell(stage, action, workspace, cancellation),
                _ => throw new UnreachableException(),
            };
            workspace.Commit(store);
            return message;
        }
        catch
        {
            workspace.Abandon();
            throw;
        }
    }

    private string RunBuiltIn(StageDefinition stage, BuiltInAction action, StageWorkspace workspace, CancellationToken cancellation)
    {
        var call = new StageCall
        {
            Inputs = action.Inputs,
            Output = workspace.WorkPath(0),
            SideOutput = stage.Outs.Length > 1 ? workspace.WorkPath(1) : null,
            Print = line => observer.Printed(stage.Name, line),
            Values = action.Values,
            Resume = workspace.Resumes,
            Pipeline = Facts(),
        };
        return action.Stage.Run(call, new Relay(stage.Name, observer), cancellation);
    }

    private string RunShell(StageDefinition stage, ShellAction action, StageWorkspace workspace, CancellationToken cancellation)
    {
        ShellCommand.Run(action.Command.Render(workspace.WorkPath), line => observer.Printed(stage.Name, line), cancellation);
        return "";
    }

    private PipelineFacts Facts()
    {
        var elapsed = log.ReadElapsedSeconds();
        return new PipelineFacts(pipeline.Name, pipeline.File, pipeline.Text,
        [
            .. pipeline.Stages.Select(stage => new StageFacts(
                stage.Name, stage.Action.Text, stage.Parameters, elapsed.TryGetValue(stage.Name, out var seconds) ? seconds : null)),
        ]);
    }

    /// <summary>Passes progress on in the thread that reports it, so that it stays in order.</summary>
    private sealed class Relay(string stage, IRunObserver observer) : IProgress<StageProgress>
    {
        public void Report(StageProgress value) => observer.Progressed(stage, value);
    }
}
