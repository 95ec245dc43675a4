using Gans.Models.Layers;

namespace Gans.Models.Translation;

/// <summary>Translation learned from pairs.</summary>
/// <remarks>Isola et al., Image-to-Image Translation with Conditional Adversarial Networks, 2016 (arXiv:1611.07004); chapters 21 to 23 of Brownlee.</remarks>
internal sealed class Pix2Pix : TranslationModel
{
    private const int SourceWidth = 64;

    /// <inheritdoc/>
    public override string Name => "pix2pix";

    /// <inheritdoc/>
    public override string Description => "Pix2Pix, which learns to translate images from pairs";

    /// <inheritdoc/>
    public override bool IsPaired => true;

    /// <inheritdoc/>
    public override GanSettings Settings => new()
    {
        Epochs = 100,
        BatchSize = 1,
        FullDiscriminatorBatches = true,
        GeneratorWidth = SourceWidth,
        DiscriminatorWidth = SourceWidth,
        DiscriminatorLossWeight = 0.5,
    };

    /// <inheritdoc/>
    public override DataShape TypicalData => new(3, 256, 256) { HasPairs = true };

    /// <inheritdoc/>
    public override string? Reject(DataShape data)
    {
        if (!data.HasPairs)
        {
            return "found images without pairs, needed a source and a target each";
        }

        return ImageReduction.Reject(data, 1 << UNet.LeastHalvings);
    }

    /// <summary>Sources [N, 3, 256, 256] to images [N, 3, 256, 256], both in [-1, 1]. 54,429,315 parameters, 54,419,459 of them trained.</summary>
    /// <inheritdoc/>
    public override ImageTranslator CreateGenerator(GanSettings settings, DataShape data) =>
        new UNet(data, settings.GeneratorWidth, hasBridges: !settings.WithoutSkips);

    /// <summary>Images, and their sources, [N, 3, 256, 256] to logits [N, 1, 16, 16]. 6,968,257 parameters, 6,965,441 of them trained.</summary>
    /// <inheritdoc/>
    public override PatchDiscriminator CreateDiscriminator(GanSettings settings, DataShape data) => new PatchGan(
        data.Channels,
        settings.DiscriminatorWidth,
        settings.PatchSize,
        isConditional: !settings.UnconditionalDiscriminator,
        static channels => new BatchNorm(channels));
}
