using System.CommandLine;
using Gans.Pipeline.Definition;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans graph</c>.</summary>
internal static class GraphCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">What all commands share.</param>
    public static Command Create(CommandContext context)
    {
        var options = new PipelineOptions();
        var mermaid = new Option<bool>("--mermaid") { Description = "Print a Mermaid flowchart" };
        var command = new Command("graph", "Show which stage needs which.\n\nExample:\n  gans graph --mermaid");
        options.AddTo(command);
        command.Add(mermaid);
        command.SetAction(arguments =>
        {
            var pipeline = options.Read(arguments);
            var stages = pipeline.Graph.Select(options.Targets(arguments, pipeline));
            context.Output.Write(arguments.GetValue(mermaid) ? GraphText.Mermaid(pipeline.Graph, stages) : GraphText.Plain(pipeline.Graph, stages));
            return GansCommandLine.Done;
        });
        return command;
    }
}
