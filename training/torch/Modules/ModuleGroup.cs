namespace Gans.Torch;

/// <summary>Modules that an optimizer trains together, though they are parts of another one.</summary>
public sealed class ModuleGroup : Module
{
    /// <summary>Groups modules.</summary>
    /// <param name="parts">The modules under their names here.</param>
    public ModuleGroup(params ReadOnlySpan<(string Name, Module Part)> parts)
    {
        foreach (var (name, part) in parts)
        {
            AddChild(name, part);
        }
    }
}
