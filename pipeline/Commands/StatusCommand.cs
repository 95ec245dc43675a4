using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Planning;

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
            ImmutableArray<string> targets = [.. options.Targets(arguments)];
            return arguments.GetValue(json) ? PrintJson(pipeline, targets, context.Output) : Print(pipeline, targets, force: false, context.Output);
        });
        return command;
    }

    /// <summary>Prints a line a stage, and a line a reason.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="targets">The stages to look at.</param>
    /// <param name="force">The targets would run even if nothing changed.</param>
    /// <param name="output">Takes the lines.</param>
    public static int Print(PipelineDefinition pipeline, ImmutableArray<string> targets, bool force, TextWriter output)
    {
        var plan = Plan(pipeline, targets, force);
        var width = plan.Max(stage => stage.Stage.Name.Length) + 2;
        foreach (var stage in plan)
        {
            var reasons = string.Join("; ", stage.Reasons);
            output.WriteLine(stage.Stage.Name.PadRight(width) + State(stage).Replace('_', ' ') + (stage.IsUpToDate ? "" : $": {reasons}"));
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
            foreach (var stage in Plan(pipeline, targets, force: false))
            {
                json.WriteStartObject();
                json.WriteString("stage", stage.Stage.Name);
                json.WriteString("state", State(stage));
                json.WriteStartArray("reasons");
                foreach (var reason in stage.Reasons)
                {
                    reason.Write(json);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
        return GansCommandLine.Done;
    }

    private static ImmutableArray<PlannedStage> Plan(PipelineDefinition pipeline, ImmutableArray<string> targets, bool force) =>
        PipelinePlan.Plan(pipeline, LockFile.Read(pipeline.LockFile), new ContentHasher(new StateFolder().File("digests")), targets, force);

    private static string State(PlannedStage stage) => stage switch
    {
        { IsUpToDate: true } => "up_to_date",
        { IsOpen: true } => "may_run",
        _ => "runs",
    };
}
