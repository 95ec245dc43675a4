namespace Gans.Models;

/// <summary>What a generator's update trains.</summary>
public enum GeneratorUpdate
{
    /// <summary>The generator; the discriminator is frozen.</summary>
    Generator,

    /// <summary>The discriminator too, towards calling the images real, with an optimizer state of its own. As in Atienza.</summary>
    Both,
}
