using System.CommandLine;

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
        var command = new Command("info", "Print what an exported model says of itself.\n\nExample:\n  gans info artifacts/fashion/generator.onnx") { file, json };
        command.SetAction(int (arguments) => throw new NotImplementedException());
        return command;
    }
}
