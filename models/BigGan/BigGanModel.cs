using Gans.Models.Layers;

namespace Gans.Models.BigGan;

/// <summary>What BigGANs share: labelled images, square, of a size that there is a table for.</summary>
/// <remarks>Brock et al., 2018 (arXiv:1809.11096).</remarks>
internal abstract class BigGanModel : GanModel
{
    /// <inheritdoc/>
    public override bool IsConditional => true;

    /// <summary>The settings that all have: one pass of the critic over whole batches, hinges, averaged weights with statistics of their own.</summary>
    private protected static GanSettings Shared { get; } = new()
    {
        GeneratorWidth = 64,
        DiscriminatorWidth = 64,
        DropoutRate = 0,
        FullDiscriminatorBatches = true,
        DiscriminatorUpdate = DiscriminatorUpdate.Summed,
        FakesMode = Mode.Train,
        Loss = AdversarialLossKind.Hinge,
        GeneratorBeta1 = 0,
        DiscriminatorBeta1 = 0,
        EmaDecay = 0.9999,
        StandingBatches = 16,
    };

    /// <summary>Height and width of the images.</summary>
    private protected abstract int Size { get; }

    /// <summary>The law of first weights.</summary>
    private protected abstract Initializer Weights { get; }

    /// <inheritdoc/>
    public override DataShape TypicalData => new(3, Size, Size, 10);

    /// <summary>The widths.</summary>
    private protected BigGanTable Table => BigGanTable.Find(Size)!;

    /// <inheritdoc/>
    public override string? Reject(DataShape data) => data switch
    {
        { ClassCount: 0 } => "found images without labels, needed a class for each",
        _ when data.Height != Size || data.Width != Size =>
            FormattableString.Invariant($"found images of {data.Height}x{data.Width}, needed {Size}x{Size}"),
        _ => null,
    };

    /// <summary>What is wrong with widths of networks of 64x64 images with attention; null: nothing.</summary>
    private protected static string? RejectWidths(GanSettings settings)
    {
        return settings switch
        {
            { GeneratorWidth: var width } when width % 2 != 0 => OfAttention("generator_width", width, 2),
            { DiscriminatorWidth: var width } when width % 8 != 0 => OfAttention("discriminator_width", width, 8),
            _ => null,
        };

        static string OfAttention(string option, int width, int factor) => FormattableString.Invariant(
            $"Option {option}: found {width}, needed a multiple of {factor}, since attention takes an eighth of its channels. Change that option.");
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data) =>
        BigGanDiscriminator.Create(Table, settings.DiscriminatorWidth, data, Weights);
}
