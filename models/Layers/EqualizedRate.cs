namespace Gans.Models.Layers;

/// <summary>
/// The equalized learning rate: weights are kept as drawn from N(0, 1) and scaled when they are used, so that a step of Adam moves each layer alike.
/// </summary>
/// <remarks>Karras et al., Progressive Growing of GANs, 2017 (arXiv:1710.10196), section 4.1: the scale is gain / sqrt(fan-in), He's constant.</remarks>
internal static class EqualizedRate
{
    /// <summary>The gain before a rectifier.</summary>
    internal static readonly double RectifierGain = Math.Sqrt(2);

    /// <summary>The law of the weights that are kept.</summary>
    internal static Initializer Kept { get; } = KeptAt(1);

    /// <summary>The law of the weights that are kept of a layer with a share of the learning rate.</summary>
    /// <remarks>Karras et al., A Style-Based Generator Architecture for Generative Adversarial Networks, 2018 (arXiv:1812.04948), appendix C.</remarks>
    internal static Initializer KeptAt(double rate) => Initializer.Normal(1 / rate);

    /// <summary>What weights are multiplied by when they are used.</summary>
    internal static double Scale(double gain, long fanIn) => gain / Math.Sqrt(fanIn);
}
