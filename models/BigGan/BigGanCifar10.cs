using Gans.Models.Layers;

namespace Gans.Models.BigGan;

/// <summary>The BigGAN of small photos: scales and shifts for each class, no attention.</summary>
/// <remarks>Brock et al., 2018 (arXiv:1809.11096); settings of its authors' code for CIFAR-10.</remarks>
internal sealed class BigGanCifar10 : BigGanModel
{
    /// <inheritdoc/>
    public override string Name => "biggan-cifar10";

    /// <inheritdoc/>
    public override string Description => "BigGAN of 32x32 photos, made for CIFAR-10";

    /// <inheritdoc/>
    public override GanSettings Settings => Shared with
    {
        LatentSize = 128,
        BatchSize = 50,
        DiscriminatorSteps = 4,
        Epochs = 125,   // 500 of the authors, whose updates take four batches each
    };

    private protected override int Size => 32;

    private protected override Initializer Weights => Initializer.Normal(0.02);

    /// <summary>Latent [N, 128] ~ N(0, 1) and labels [N] to images [N, 3, 32, 32] in [-1, 1]. 4,304,387 parameters for ten classes.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data) =>
        new BigGanGenerator(Table, settings.GeneratorWidth, settings.LatentSize, data, Weights, embeddingSize: 0);
}
