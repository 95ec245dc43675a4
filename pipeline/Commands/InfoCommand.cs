using System.CommandLine;
using Gans.Inference;
using Gans.Pipeline.Reports;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans info</c>.</summary>
internal static class InfoCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">What all commands share.</param>
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE.onnx") { Description = "An exported model" };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines" };
        var command = new Command(
            "info", "Print what an exported model says of itself.\n\nExample:\n  gans info artifacts/fashion/generator.onnx") { file, json };
        command.SetAction(arguments => Print(arguments.GetRequiredValue(file), arguments.GetValue(json), context.Output));
        return command;
    }

    private static int Print(string path, bool json, TextWriter output)
    {
        var text = ModelInfo.Read(ModelPath.Require(path)).ToJson();
        if (json)
        {
            output.WriteLine(text);
            return GansCommandLine.Done;
        }

        var facts = Fact.FromJson(text);
        var width = facts.Max(fact => fact.Name.Length) + 2;
        foreach (var fact in facts)
        {
            output.WriteLine(fact.Name.PadRight(width) + fact.Value);
        }

        return GansCommandLine.Done;
    }
}
