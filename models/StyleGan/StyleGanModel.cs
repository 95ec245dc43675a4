using Gans.Models.ProGan;

namespace Gans.Models.StyleGan;

/// <summary>StyleGAN: a progressive GAN whose generator takes the latent vector as styles, with the settings of its paper for faces.</summary>
/// <remarks>
/// Karras et al., A Style-Based Generator Architecture for Generative Adversarial Networks, 2018 (arXiv:1812.04948), appendix C, and the code's plan for one
/// GPU. A width of 512 is the paper's; levels above 32x32 have half of the one below. Of an epoch count each phase has those, and the last one what is left of
/// 25 million images where a phase has 600,000.
/// </remarks>
internal abstract class StyleGanModel : GrowingModel
{
    private const double PhasesInAll = 25_000.0 / 600;

    private static readonly double[] RateShares = [1, 1, 1, 1, 1, 1.5, 2];   // 3 above
    private static readonly double[] BatchShares = [1, 1, 1, 0.5, 0.25, 0.125, 1.0 / 16];   // 1/32 above

    /// <inheritdoc/>
    public sealed override bool HasStyles => true;

    /// <inheritdoc/>
    public override GanSettings Settings => Shared with
    {
        LatentSize = 512,
        GeneratorWidth = 512,
        DiscriminatorWidth = 512,
        BatchSize = 128,
        Epochs = 12,
        FirstSize = 8,
        FullDiscriminatorBatches = true,
        DiscriminatorUpdate = DiscriminatorUpdate.Summed,
        FakesMode = Mode.Train,
        Loss = AdversarialLossKind.NonSaturating,
        R1Penalty = 10,
        Epsilon = 1e-8,
        FadeReals = true,
        LevelScaling = LevelScaling.Box,
        RandomFlip = true,
        EmaHalfLife = 10_000,
    };

    /// <summary>Pixels a side of the images that it was made for.</summary>
    private protected abstract int Size { get; }

    /// <inheritdoc/>
    public sealed override DataShape TypicalData => new(3, Size, Size);

    /// <inheritdoc/>
    public override string? RejectSettings(GanSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        const int Group = ProGanDesign.PaperGroup;
        var batches = Enumerable.Range(0, BatchShares.Length + 1).Select(level => BatchOf(settings, level));
        var odd = batches.FirstOrDefault(batch => batch > Group && batch % Group != 0);
        return odd > 0
            ? $"Option batch_size: found {settings.BatchSize}, of which a level has {odd}, needed a multiple of {Group} there, of whose variety the "
                + "discriminator hears. Change that option to a power of 2."
            : base.RejectSettings(settings);
    }

    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data) => settings.StyleStep < StyleStep.Styles
        ? base.CreateGenerator(settings, data)
        : new StyleGenerator(settings, Design(settings).GeneratorWidth, data.Channels, LevelsOf(data));

    /// <inheritdoc/>
    private protected override double BatchShare(int level) => level < BatchShares.Length ? BatchShares[level] : 1.0 / 32;

    /// <inheritdoc/>
    private protected override double EpochShare(int level) => 1;

    /// <inheritdoc/>
    private protected override double LastEpochShare(int level, int phases) => Math.Max(1, PhasesInAll - (phases - 1));

    /// <summary>As many images in each phase.</summary>
    /// <inheritdoc/>
    private protected override double StepShare(int level) => 1 / BatchShare(level);

    /// <inheritdoc/>
    private protected override double RateShare(int level) => level < RateShares.Length ? RateShares[level] : 3;

    /// <inheritdoc/>
    private protected override ProGanDesign Design(GanSettings settings) => ProGanDesign.OfPaper(settings) with
    {
        Blurs = settings.StyleStep >= StyleStep.Bilinear,
    };
}
