namespace Gans.Training.Export;

/// <summary>Which network of a run is exported.</summary>
public enum ExportedNetwork
{
    /// <summary>The one that the run is for: a GAN's generator, a classifier.</summary>
    Product,

    /// <summary>A GAN's discriminator, with the classes or codes that it finds.</summary>
    Discriminator,

    /// <summary>The first half of a style-based generator: latents to styles.</summary>
    Mapping,

    /// <summary>The second half of a style-based generator: styles to images.</summary>
    Synthesis,
}
