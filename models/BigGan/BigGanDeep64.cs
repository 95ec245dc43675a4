using Gans.Models.Layers;

namespace Gans.Models.BigGan;

/// <summary>The deep BigGAN of one's own labelled photos: narrow blocks, two a resolution, class and latent vector in every norm, attention.</summary>
/// <remarks>Brock et al., 2018 (arXiv:1809.11096), appendix B.</remarks>
internal sealed class BigGanDeep64 : BigGanModel
{
    /// <inheritdoc/>
    public override string Name => "biggan-deep-64";

    /// <inheritdoc/>
    public override string Description => "BigGAN-deep of 64x64 photos with labels";

    /// <inheritdoc/>
    public override GanSettings Settings => Shared with
    {
        LatentSize = 128,
        EmbeddingSize = 128,
        BatchSize = 64,
        DiscriminatorSteps = 2,
        GeneratorLearningRate = 0.00005,
        OrthogonalPenalty = 0.00005,   // as of BigGAN
        Epochs = 250,
    };

    private protected override int Size => 64;

    private protected override Initializer Weights => Initializer.Orthogonal;

    /// <inheritdoc/>
    public override string? RejectSettings(GanSettings settings) => RejectWidths(settings) ?? base.RejectSettings(settings);

    /// <summary>Latent [N, 128] ~ N(0, 1) and labels [N] to images [N, 3, 64, 64] in [-1, 1].</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data) =>
        new BigGanDeepGenerator(Table, settings.GeneratorWidth, settings.LatentSize, data, Weights, settings.EmbeddingSize);

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data) =>
        BigGanDeepDiscriminator.Create(Table, settings.DiscriminatorWidth, data, Weights);
}
