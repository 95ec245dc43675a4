using Gans.Models.Layers;

namespace Gans.Models.ProGan;

/// <summary>The progressive GAN of Brownlee, How to Implement Progressive Growing GAN Models: batch normalisation and least squares, faces to 16x16.</summary>
/// <remarks>
/// After Karras et al., Progressive Growing of GANs, 2017 (arXiv:1710.10196). Levels above the first have half the channels. Models of a level that fade and
/// that are tuned share the statistics of their batch normalisations.
/// </remarks>
internal sealed class ProGanFacesB : GrowingModel
{
    /// <inheritdoc/>
    public override string Name => "progan-b-faces";

    /// <inheritdoc/>
    public override string Description => "Progressive GAN with batch normalisation and least squares, made for faces, grown from 4x4 to 16x16";

    /// <inheritdoc/>
    public override GanSettings Settings => Shared with
    {
        GeneratorWidth = 128,
        DiscriminatorWidth = 128,
        Epochs = 100,
        Loss = AdversarialLossKind.LeastSquares,
    };

    /// <inheritdoc/>
    public override DataShape TypicalData => new(3, 16, 16);

    /// <inheritdoc/>
    private protected override double BatchShare(int level) => 1;

    /// <inheritdoc/>
    private protected override double EpochShare(int level) => 1;

    /// <inheritdoc/>
    private protected override ProGanDesign Design(GanSettings settings) => new()
    {
        GeneratorWidth = level => level == 0 ? settings.GeneratorWidth : Math.Max(1, settings.GeneratorWidth / 2),
        DiscriminatorWidth = _ => Math.Max(1, settings.DiscriminatorWidth / 2),
        HeadWidth = settings.DiscriminatorWidth,
        GeneratorNorm = GeneratorNorm.Batch,
        DiscriminatorBatchNorm = true,
        Weights = Initializer.HeNormal,
    };
}
