using System.Collections.Immutable;
using System.Diagnostics;
using Gans.Formats;
using Gans.Pipeline.Caching;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Planning;
using Gans.Pipeline.Reports;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Running;

/// <summary>Runs one stage of a pipeline, or restores its result, if it must.</summary>
/// <param name="run">The run.</param>
/// <param name="observer">Told what happens.</param>
internal sealed class StageExecutor(RunContext run, IRunObserver observer)
{
    private readonly RunLog log = new(run.State, run.Pipeline, TimeProvider.System);
    private readonly StageForecast forecast = new(run);

    /// <summary>Looks once more whether the stage must run, now that all before it is done, and runs it.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="forced">Run it even if nothing changed, its result is known, or something would be lost.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How it ended; nothing is thrown.</returns>
    public StageOutcome Run(StageDefinition stage, bool forced, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        StageOutcome outcome;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            var reasons = PipelinePlan.ReasonsOf(stage, run.Locks.Current.Find(stage.Name), run.Hasher);
            if (reasons.IsEmpty && !forced)
            {
                return Skip(stage);
            }

            reasons = forced ? [new RunReason(RunCause.Forced, ""), .. reasons] : reasons;
            log.Started(stage, reasons);
            var outlook = forecast.Of(stage);
            outlook = forced ? outlook with { Course = StageCourse.Runs } : outlook;
            if (outlook.Refusal is { } refusal && !forced)
            {
                throw new InvalidInputException(refusal);
            }

            outcome = outlook.Course == StageCourse.Restores && Restore(stage, outlook)
                ? new StageOutcome(stage.Name, StageEnd.Restored, watch.Elapsed, string.Join("; ", reasons))
                : new StageOutcome(stage.Name, StageEnd.Done, watch.Elapsed, RunStage(stage, reasons, outlook, forced, cancellation));
            outcome = outcome with { Elapsed = watch.Elapsed };
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

    /// <summary>Leaves out a stage that is up to date. Unfinished work of other inputs stays, for the day that they come back.</summary>
    /// <param name="stage">The stage.</param>
    public StageOutcome Skip(StageDefinition stage)
    {
        var outcome = new StageOutcome(stage.Name, StageEnd.UpToDate, TimeSpan.Zero);
        observer.Ended(outcome);
        return outcome;
    }

    /// <summary>Puts a known result in place.</summary>
    /// <returns>False where the cache turns out to be damaged; what was wrong in it is dropped.</returns>
    private bool Restore(StageDefinition stage, StageOutlook outlook)
    {
        var outs = outlook.Result!.Outs;
        run.Cache.Touch(outlook.Key!);
        if (stage.Outs.Select(path => run.Hasher.Digest(path.Value)).SequenceEqual(outs))
        {
            var digests = stage.Outs.Select((path, i) => KeyValuePair.Create(path.Value, outs[i]));
            run.Locks.Record(stage.Name, LockedStage.Of(stage, run.Hasher) with { Outs = digests.ToImmutableSortedDictionary(StringComparer.Ordinal) });
            return true;
        }

        using var workspace = StageWorkspace.Open(run, stage, outlook);
        try
        {
            if (workspace.Fill(RestoreOf(stage, outs)))
            {
                workspace.Commit();
                return true;
            }

            workspace.Abandon();
            return false;
        }
        catch
        {
            workspace.Abandon();
            throw;
        }
    }

    private string RunStage(
        StageDefinition stage, ImmutableArray<RunReason> reasons, StageOutlook outlook, bool forced, CancellationToken cancellation)
    {
        outlook = outlook.Course == StageCourse.Restores ? outlook with { Course = StageCourse.Runs } : outlook;   // what was known turned out to be damaged
        using var workspace = StageWorkspace.Open(run, stage, outlook, fresh: forced);
        try
        {
            var goesOn = outlook.GoesOn && LayOut(workspace, stage, outlook);
            observer.Started(stage.Name, reasons, goesOn);
            var message = stage.Action switch
            {
                BuiltInAction action => RunBuiltIn(stage, action, workspace, goesOn, cancellation),
                ShellAction action => RunShell(stage, action, workspace, cancellation),
                _ => throw new UnreachableException(),
            };
            workspace.Commit();
            return message;
        }
        catch
        {
            workspace.Abandon();
            throw;
        }
    }

    /// <summary>Lays out a copy of what the stage goes on from, which stays as it is, and is kept in the cache.</summary>
    private bool LayOut(StageWorkspace workspace, StageDefinition stage, StageOutlook outlook)
    {
        if (outlook.Course == StageCourse.Resumes)
        {
            return true;
        }

        var result = outlook.Result;
        if (outlook.Course == StageCourse.ExtendsOuts)
        {
            var done = outlook.Progress!.Done;
            string[] paths = [.. stage.Outs.Select(path => path.Value)];
            result = new StoredResult(run.Pipeline.LockFile, stage.Name, done, [.. paths.Select(path => run.Hasher.Digest(path)!)]);
            run.Cache.Add(outlook.Key! with { End = done }, result, paths, mayLink: false);
        }

        return workspace.Fill(RestoreOf(stage, result!.Outs));
    }

    private Func<int, string, bool> RestoreOf(StageDefinition stage, ImmutableArray<string> outs)
    {
        var mayLink = stage.Action is BuiltInAction { Stage.WritesByReplacement: true };
        return (i, path) => run.Cache.Store.Restore(outs[i], path, mayLink);
    }

    private string RunBuiltIn(StageDefinition stage, BuiltInAction action, StageWorkspace workspace, bool goesOn, CancellationToken cancellation)
    {
        var call = new StageCall
        {
            Inputs = action.Inputs,
            Output = workspace.WorkPath(0),
            SideOutput = stage.Outs.Length > 1 ? workspace.WorkPath(1) : null,
            Print = line => observer.Printed(stage.Name, line),
            Values = action.Values,
            Resume = goesOn,
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
        return new PipelineFacts(run.Pipeline.Name, run.Pipeline.File, run.Pipeline.Text,
        [
            .. run.Pipeline.Stages.Select(stage => new StageFacts(
                stage.Name, stage.Action.Text, stage.Parameters, elapsed.TryGetValue(stage.Name, out var seconds) ? seconds : null)),
        ]);
    }

    /// <summary>Passes progress on in the thread that reports it, so that it stays in order.</summary>
    private sealed class Relay(string stage, IRunObserver observer) : IProgress<StageProgress>
    {
        public void Report(StageProgress value) => observer.Progressed(stage, value);
    }
}
