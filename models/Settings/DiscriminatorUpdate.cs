namespace Gans.Models;

/// <summary>How the discriminator is shown real and generated images.</summary>
public enum DiscriminatorUpdate
{
    /// <summary>Two optimizer steps: one on real images, then one on generated ones.</summary>
    Separate,

    /// <summary>One optimizer step on one stacked batch, real images first: batch statistics mix the two.</summary>
    Stacked,

    /// <summary>One optimizer step on the sum of both losses, each from a pass of its own.</summary>
    Summed,
}
