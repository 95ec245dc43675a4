using static TorchSharp.torch.nn;

namespace Gans.Training.Steps;

/// <summary>Modules that an optimizer trains together, though they are parts of another one, which keeps owning them.</summary>
internal sealed class ModuleGroup : Module
{
    /// <summary>Groups modules.</summary>
    /// <param name="parts">The modules under their names here.</param>
    internal ModuleGroup(params ReadOnlySpan<(string Name, Module Part)> parts)
        : base(nameof(ModuleGroup))
    {
        foreach (var (name, part) in parts)
        {
            register_module(name, part);
        }
    }
}
