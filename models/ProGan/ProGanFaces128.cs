using Gans.Models.Layers;

namespace Gans.Models.ProGan;

/// <summary>The progressive GAN of Brownlee, How to Train a Progressive Growing GAN: faces to 128x128, all layers of one width.</summary>
/// <remarks>
/// After Karras et al., Progressive Growing of GANs, 2017 (arXiv:1710.10196), with max-norm for the equalized learning rate and the plain Wasserstein loss.
/// Its source has the mirror of that loss's signs, real +1: losses here are those of Wasserstein GANs elsewhere, real -1, and training is the same.
/// </remarks>
internal sealed class ProGanFaces128 : GrowingModel
{
    private static readonly double[] Epochs = [0.5, 0.8, 0.8];

    /// <inheritdoc/>
    public override string Name => "progan-faces128";

    /// <inheritdoc/>
    public override string Description => "Progressive GAN, made for faces, grown from 4x4 to 128x128";

    /// <inheritdoc/>
    public override GanSettings Settings => Shared with
    {
        GeneratorWidth = 128,
        DiscriminatorWidth = 128,
        Epochs = 10,
        Loss = AdversarialLossKind.Wasserstein,
        MaxNorm = 1,
    };

    /// <inheritdoc/>
    public override DataShape TypicalData => new(3, 128, 128);

    /// <inheritdoc/>
    private protected override double BatchShare(int level) => level switch { < 3 => 1, 3 => 0.5, _ => 0.25 };

    /// <inheritdoc/>
    private protected override double EpochShare(int level) => level < Epochs.Length ? Epochs[level] : 1;

    /// <inheritdoc/>
    private protected override ProGanDesign Design(GanSettings settings) => new()
    {
        GeneratorWidth = _ => settings.GeneratorWidth,
        DiscriminatorWidth = _ => settings.DiscriminatorWidth,
        HeadWidth = settings.DiscriminatorWidth,
        GeneratorNorm = GeneratorNorm.PixelBeforeActivation,
        StdevGroup = 0,
        Weights = Initializer.Normal(0.02),
    };
}
