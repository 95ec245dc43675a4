using System.CommandLine;
using Gans.Models;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Commands;

/// <summary>The option of commands that know models by name, for those of one's own.</summary>
internal sealed class OwnModelsOption
{
    private readonly Option<string[]> option = new("--" + OwnModels.Input.Name)
    {
        Description = char.ToUpperInvariant(OwnModels.Input.Doc[0]) + OwnModels.Input.Doc[1..],
        HelpName = OwnModels.Input.ValueName,
    };

    /// <summary>What stands on the command line.</summary>
    public Option Symbol => option;

    /// <summary>The models that a command line may name.</summary>
    /// <param name="arguments">The command line.</param>
    public ModelRegistry Read(ParseResult arguments) => ModelRegistry.Shipped.WithAssemblies(arguments.GetValue(option) ?? []);
}
