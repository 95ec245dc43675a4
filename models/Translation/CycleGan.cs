using Gans.Models.Layers;

namespace Gans.Models.Translation;

/// <summary>Translation between two sets of images without pairs, both ways.</summary>
/// <remarks>
/// Zhu et al., Unpaired Image-to-Image Translation using Cycle-Consistent Adversarial Networks, 2017 (arXiv:1703.10593); chapters 24 to 26 of Brownlee. The
/// domains are the two classes of the data, or the two halves of pairs, each drawn by itself.
/// </remarks>
internal sealed class CycleGan : TranslationModel
{
    private const int SourceWidth = 64;
    private const int Reduction = 4;

    /// <inheritdoc/>
    public override string Name => "cyclegan";

    /// <inheritdoc/>
    public override string Description => "CycleGAN, which learns to translate images of two kinds into each other without pairs";

    /// <inheritdoc/>
    public override bool IsPaired => false;

    /// <inheritdoc/>
    public override GanSettings Settings => new()
    {
        Epochs = 100,
        BatchSize = 1,
        FullDiscriminatorBatches = true,
        GeneratorWidth = SourceWidth,
        DiscriminatorWidth = SourceWidth,
        DiscriminatorLossWeight = 0.5,
        Loss = AdversarialLossKind.LeastSquares,
    };

    /// <inheritdoc/>
    public override DataShape TypicalData => new(3, 256, 256, 2);

    /// <inheritdoc/>
    public override string? Reject(DataShape data)
    {
        if (!data.HasPairs && data.ClassCount != 2)
        {
            return FormattableString.Invariant($"found images of {data.ClassCount} classes, needed two, one a domain, or pairs, whose halves are the domains");
        }

        return ImageReduction.Reject(data, Reduction);
    }

    /// <summary>Sources [N, 3, 256, 256] to images [N, 3, 256, 256], both in [-1, 1]. 35,276,553 parameters with nine blocks.</summary>
    /// <inheritdoc/>
    public override ImageTranslator CreateGenerator(GanSettings settings, DataShape data) => new ResNetTranslator(
        data.Channels, settings.GeneratorWidth, settings.ResidualBlocks, settings.Residual, settings.ReflectionPadding, settings.PlainOutput);

    /// <summary>Images [N, 3, 256, 256] to scores [N, 1, 16, 16]. 6,962,369 parameters.</summary>
    /// <inheritdoc/>
    public override PatchDiscriminator CreateDiscriminator(GanSettings settings, DataShape data) => new PatchGan(
        data.Channels, settings.DiscriminatorWidth, settings.PatchSize, isConditional: false, static channels => new KerasInstanceNorm(channels));
}
