namespace Gans.Models.ProGan;

/// <summary>The progressive GAN as its paper has it: equalized learning rate, WGAN-GP, real images faded too, averaged weights.</summary>
/// <remarks>
/// Karras et al., Progressive Growing of GANs, 2017 (arXiv:1710.10196), table 2. A width of 512 is the paper's; levels above 32x32 have half of the one below.
/// Of an epoch count, each phase has those; the paper shows 800,000 images in a phase.
/// </remarks>
internal sealed class ProGanPaper : GrowingModel
{
    /// <inheritdoc/>
    public override string Name => "progan-paper";

    /// <inheritdoc/>
    public override string Description => "Progressive GAN as in its paper, grown from 4x4 to the size of the images, made for faces of 128x128";

    /// <inheritdoc/>
    public override GanSettings Settings => Shared with
    {
        LatentSize = 512,
        GeneratorWidth = 512,
        DiscriminatorWidth = 512,
        Epochs = 16,
        FullDiscriminatorBatches = true,
        DiscriminatorUpdate = DiscriminatorUpdate.Summed,
        FakesMode = Mode.Train,
        Loss = AdversarialLossKind.Wasserstein,
        GradientPenalty = 10,
        DriftPenalty = 0.001,
        FadeReals = true,
        Epsilon = 1e-8,
        EmaDecay = 0.999,
    };

    /// <inheritdoc/>
    public override DataShape TypicalData => new(3, 128, 128);

    /// <inheritdoc/>
    public override string? RejectSettings(GanSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.DiscriminatorBatchSize > ProGanDesign.PaperGroup && settings.DiscriminatorBatchSize % ProGanDesign.PaperGroup != 0
            ? $"Option batch_size: found {settings.BatchSize}, needed a multiple of {ProGanDesign.PaperGroup}, of whose variety the discriminator hears. "
                + "Change that option."
            : base.RejectSettings(settings);
    }

    /// <inheritdoc/>
    private protected override double BatchShare(int level) => 1;

    /// <inheritdoc/>
    private protected override double EpochShare(int level) => 1;

    /// <inheritdoc/>
    private protected override ProGanDesign Design(GanSettings settings) => ProGanDesign.OfPaper(settings);
}
