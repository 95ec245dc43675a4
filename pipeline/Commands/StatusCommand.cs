using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Planning;
using Gans.Pipeline.Running;
using Gans.Pipeline.Terminal;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans status</c>.</summary>
internal static class StatusCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">What all commands share.</param>
    public static Command Create(CommandContext context)
    {
        var options = new PipelineOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON for machines" };
        var command = new Command("status", "Say of each stage whether it would run, and why.\n\nExample:\n  gans status --json");
        options.AddTo(command);
        command.Add(json);
        command.SetAction(arguments =>
        {
            var pipeline = options.Read(arguments);
            var targets = options.Targets(arguments, pipeline);
            return arguments.GetValue(json) ? PrintJson(pipeline, targets, context.Output) : Print(pipeline, targets, force: false, context.Output);
        });
        return command;
    }

    /// <summary>Prints a line a stage: what becomes of it, and why.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="targets">The stages to look at.</param>
    /// <param name="force">The targets would run even if nothing changed.</param>
    /// <param name="output">Takes the lines.</param>
    public static int Print(PipelineDefinition pipeline, ImmutableArray<string> targets, bool force, TextWriter output)
    {
        var plan = Look(pipeline, targets, force);
        var width = plan.Max(stage => stage.Planned.Stage.Name.Length) + 2;
        foreach (var (planned, outlook) in plan)
        {
            output.WriteLine(planned.Stage.Name.PadRight(width) + StatusText.Of(planned, outlook));
        }

        return GansCommandLine.Done;
    }

    private static int PrintJson(PipelineDefinition pipeline, ImmutableArray<string> targets, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("pipeline", pipeline.Name);
            json.WriteStartArray("stages");
            foreach (var (planned, outlook) in Look(pipeline, targets, force: false))
            {
                json.WriteStartObject();
                json.WriteString("stage", planned.Stage.Name);
                json.WriteString("state", StatusText.State(planned, outlook));
                json.WriteStartArray("reasons");
                foreach (var reason in planned.Reasons)
                {
                    reason.Write(json);
                }

                json.WriteEndArray();
                if ((outlook?.Progress ?? outlook?.UnfinishedProgress) is { } progress)
                {
                    json.WriteStartObject("progress");
                    json.WriteNumber("done", progress.Done);
                    json.WriteNumber("total", progress.Total);
                    json.WriteString("unit", progress.Unit);
                    if (progress.Left is { } left)
                    {
                        json.WriteNumber("seconds_left", Math.Round(left.TotalSeconds, 1));
                    }

                    json.WriteEndObject();
                }

                json.WriteString("refusal", outlook?.Refusal);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
        return GansCommandLine.Done;
    }

    /// <summary>The plan, and what becomes of each stage that is not up to date.</summary>
    private static ImmutableArray<(PlannedStage Planned, StageOutlook? Outlook)> Look(
        PipelineDefinition pipeline, ImmutableArray<string> targets, bool force)
    {
        var state = new StateFolder();
        var run = RunContext.Of(pipeline, state, new ContentHasher(RunContext.DigestsOf(pipeline, state)));
        var forecast = new StageForecast(run);
        return
        [
            .. PipelinePlan.Plan(pipeline, run.Locks.Current, run.Hasher, targets, force).Select(planned => (planned, planned switch
            {
                { IsUpToDate: true } => null,
                { IsForced: true } => new StageOutlook(StageCourse.Runs),
                _ => forecast.Of(planned.Stage, planned.DepsAreOpen),
            })),
        ];
    }
}
