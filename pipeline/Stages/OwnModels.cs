using Gans.Models;

namespace Gans.Pipeline.Stages;

/// <summary>Models of one's own, in assemblies that stages and commands are given.</summary>
internal static class OwnModels
{
    /// <summary>The assemblies, as stages take them. In a pipeline they are deps, so that other code trains again.</summary>
    public static StageInput Input { get; } = new("models", "FILE.dll", "assemblies with models of your own, whose code will run here")
    {
        IsRequired = false,
        TakesMany = true,
        Suffixes = [".dll"],
    };

    /// <summary>The models that a call of a stage may name.</summary>
    /// <param name="work">The call.</param>
    public static ModelRegistry Of(StageCall work) => ModelRegistry.Shipped.WithAssemblies(work.InputsOf(Input.Name));
}
