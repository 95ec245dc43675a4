namespace Gans.Models;

/// <summary>How a semi-supervised discriminator says both whether an image is real and which class it shows. Chapter 20 of Brownlee.</summary>
public enum DiscriminatorDesign
{
    /// <summary>
    /// One layer of class logits; real is what its exponentials' sum says: Z / (Z + 1), Z = sum exp(l). Salimans et al., 2016 (arXiv:1606.03498).
    /// </summary>
    Stacked,

    /// <summary>Two heads on one trunk, each trained by updates of its own.</summary>
    Separate,

    /// <summary>Two heads on one trunk, always trained together; one more class stands for images without a label and for generated ones.</summary>
    MultiOutput,
}
