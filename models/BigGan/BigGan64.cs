using Gans.Models.Layers;

namespace Gans.Models.BigGan;

/// <summary>The BigGAN of one's own labelled photos: shared embedding, latent chunks in every block, attention.</summary>
/// <remarks>Brock et al., 2018 (arXiv:1809.11096); rates of its authors' code for one pass a batch.</remarks>
internal sealed class BigGan64 : BigGanModel
{
    /// <inheritdoc/>
    public override string Name => "biggan-64";

    /// <inheritdoc/>
    public override string Description => "BigGAN of 64x64 photos with labels";

    /// <inheritdoc/>
    public override GanSettings Settings => Shared with
    {
        LatentSize = 120,
        EmbeddingSize = 128,
        BatchSize = 64,
        DiscriminatorSteps = 2,
        GeneratorLearningRate = 0.00005,
        OrthogonalPenalty = 0.00005,   // the authors' 0.0001 weighs half of the gradient
        Epochs = 250,
    };

    private protected override int Size => 64;

    private protected override Initializer Weights => Initializer.Orthogonal;

    /// <inheritdoc/>
    public override string? RejectSettings(GanSettings settings)
    {
        var chunks = BigGanGenerator.Chunks(Table);
        return settings switch
        {
            _ when settings.LatentSize % chunks != 0 =>
                FormattableString.Invariant($"Option latent_size: found {settings.LatentSize}, needed a multiple of {chunks}, ")
                + "a chunk for each block and one more. Change that option.",
            _ => RejectWidths(settings) ?? base.RejectSettings(settings),
        };
    }

    /// <summary>Latent [N, 120] ~ N(0, 1) and labels [N] to images [N, 3, 64, 64] in [-1, 1]. 31,842,820 parameters for ten classes.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data) =>
        new BigGanGenerator(Table, settings.GeneratorWidth, settings.LatentSize, data, Weights, settings.EmbeddingSize);
}
