using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gans.Formats;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Running;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans run</c>.</summary>
internal static class RunCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">What all commands share.</param>
    public static Command Create(CommandContext context)
    {
        var options = new PipelineOptions();
        var force = new Option<bool>("--force")
        {
            Description = "Run the stages named, or all, even if nothing changed; begin unfinished work anew; replace outs that gans did not make",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would run and why, and run nothing" };
        var keepGoing = new Option<bool>("--keep-going", "-k") { Description = "After a failure, run what does not need the failed stage" };
        var jobs = new Option<string?>("--jobs", "-j")
        {
            Description = "Stages that may run side by side, one that keeps all cores busy alone; not given: one a core",
            HelpName = "N",
        };
        var command = new Command(
            "run", "Run the stages of a pipeline for which something changed, and what they need.\n\nExample:\n  gans run --set train.epochs=5 sample");
        options.AddTo(command);
        command.Add(force);
        command.Add(dryRun);
        command.Add(keepGoing);
        command.Add(jobs);
        command.SetAction(arguments =>
        {
            var request = new RunOptions
            {
                Force = arguments.GetValue(force),
                KeepGoing = arguments.GetValue(keepGoing),
                Jobs = ReadJobs(arguments.GetValue(jobs)),
            };
            var pipeline = options.Read(arguments);
            request = request with { Targets = options.Targets(arguments, pipeline) };
            return arguments.GetValue(dryRun)
                ? StatusCommand.Print(pipeline, request.Targets, request.Force, context.Output)
                : Run(pipeline, request, context, arguments);
        });
        return command;
    }

    private static int ReadJobs(string? text) => text is null
        ? Environment.ProcessorCount
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var jobs) && jobs > 0
            ? jobs
            : throw new InvalidInputException($"--jobs: found '{text}', needed a whole number from 1 up.");

    private static int Run(PipelineDefinition pipeline, RunOptions request, CommandContext context, ParseResult arguments)
    {
        using var signals = new StopSignals();
        var display = context.OpenDisplay(arguments);
        var watch = Stopwatch.StartNew();
        ImmutableArray<StageOutcome> outcomes = [];
        var runner = new PipelineRunner(pipeline, request, display, new StateFolder());
        display.Show(() => outcomes = runner.Run(signals.Token));
        var ran = outcomes.Count(outcome => outcome.End == StageEnd.Done);
        if (outcomes.Any(outcome => outcome.End is StageEnd.Failed or StageEnd.Stopped))
        {
            return ReportEnd(outcomes, context.Error, arguments.GetValue(context.Verbose));
        }

        var restored = outcomes.Count(outcome => outcome.End == StageEnd.Restored);
        context.Output.WriteLine((ran, restored) switch
        {
            (0, 0) => $"{pipeline.Name}: nothing changed, {outcomes.Length} stages are up to date",
            (_, 0) => $"{pipeline.Name}: {ran} of {outcomes.Length} stages ran in {DurationText.Of(watch.Elapsed)}",
            _ => $"{pipeline.Name}: {ran} of {outcomes.Length} stages ran, {restored} restored, in {DurationText.Of(watch.Elapsed)}",
        });
        return GansCommandLine.Done;
    }

    /// <summary>One line for each stage that did not end well, with the stages that did not run because of it.</summary>
    private static int ReportEnd(ImmutableArray<StageOutcome> outcomes, TextWriter error, bool verbose)
    {
        var skipped = string.Join(", ", outcomes.Where(outcome => outcome.End == StageEnd.Skipped).Select(outcome => outcome.Stage));
        var rest = skipped.Length > 0 ? $" Not run: {skipped}." : "";
        var failed = outcomes.Where(outcome => outcome.End == StageEnd.Failed).ToArray();
        foreach (var outcome in failed)
        {
            var end = outcome == failed[^1] ? rest : "";
            error.WriteLine($"gans: stage '{outcome.Stage}' failed: {GansCommandLine.Explain(outcome.Error!)}{end}");
            if (verbose)
            {
                error.WriteLine(outcome.Error);
            }
        }

        if (failed.Length > 0)
        {
            return failed.All(outcome => outcome.Error is InvalidInputException) ? GansCommandLine.WrongInput : GansCommandLine.Failed;
        }

        var stopped = string.Join(", ", outcomes.Where(outcome => outcome.End == StageEnd.Stopped).Select(outcome => outcome.Stage));
        error.WriteLine($"gans: interrupted in {stopped}.{rest} Run the same command to go on.");
        return GansCommandLine.Interrupted;
    }
}
