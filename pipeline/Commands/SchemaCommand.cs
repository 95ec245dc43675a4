using System.CommandLine;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans schema</c>.</summary>
internal static class SchemaCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">What all commands share.</param>
    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "schema", "Print the JSON schema of pipeline files, for editors.\n\nExample:\n  gans schema > pipeline/schema/pipeline.schema.json");
        command.SetAction(_ =>
        {
            context.Output.Write(PipelineSchema.Create(StageCatalog.Default));
            return GansCommandLine.Done;
        });
        return command;
    }
}
