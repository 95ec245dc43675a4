using Gans.Models.Layers;

namespace Gans.Models.Translation;

/// <summary>What the networks of Pix2Pix and CycleGAN start from.</summary>
internal static class TranslationWeights
{
    /// <summary>N(0, 0.02^2) for every kernel; biases are 0.</summary>
    internal static Initializer First { get; } = Initializer.Normal(0.02);
}
