namespace Gans.Models;

/// <summary>The steps from the progressive GAN to StyleGAN, each with all before it.</summary>
/// <remarks>Karras et al., A Style-Based Generator Architecture for Generative Adversarial Networks, 2018 (arXiv:1812.04948), table 1.</remarks>
public enum StyleStep
{
    /// <summary>The progressive GAN.</summary>
    Baseline,

    /// <summary>Images are enlarged and made smaller bilinearly, in both networks.</summary>
    Bilinear,

    /// <summary>A mapping network, whose styles norm each layer.</summary>
    Styles,

    /// <summary>Images start from a learned constant: the latent vector comes by its styles alone.</summary>
    Constant,

    /// <summary>Each layer has noise of its own.</summary>
    Noise,

    /// <summary>Some images of the training have the styles of two latent vectors.</summary>
    Mixing,
}
