using System.Numerics;

namespace Gans.Models.ProGan;

/// <summary>A GAN whose networks grow level by level, from 4x4 to the size of the data.</summary>
internal abstract class GrowingModel : GanModel
{
    /// <summary>The optimizers and the greatest batch that all have.</summary>
    private protected static GanSettings Shared { get; } = new()
    {
        BatchSize = 16,
        GeneratorLearningRate = 0.001,
        DiscriminatorLearningRate = 0.001,
        GeneratorBeta1 = 0,
        DiscriminatorBeta1 = 0,
        Beta2 = 0.99,
    };

    /// <inheritdoc/>
    public sealed override bool Grows => true;

    /// <summary>Its layers.</summary>
    /// <param name="settings">Widths.</param>
    private protected abstract ProGanDesign Design(GanSettings settings);

    /// <summary>The batch of a level as a share of the greatest.</summary>
    /// <param name="level">The level, from 0.</param>
    private protected abstract double BatchShare(int level);

    /// <summary>The epochs of each phase of a level as a share of the greatest.</summary>
    /// <param name="level">The level, from 0.</param>
    private protected abstract double EpochShare(int level);

    /// <inheritdoc/>
    public override string? Reject(DataShape data) => data.Height == data.Width && data.Height >= ProGanDesign.BaseSize && BitOperations.IsPow2(data.Height)
        ? null
        : $"found images of {data.Height}x{data.Width}, needed as many rows as columns and 4, 8, 16, 32 ... of them, one for each level";

    /// <inheritdoc/>
    public override string? RejectSettings(GanSettings settings) => settings.Accumulation > 1
        ? $"Option accumulation: found {settings.Accumulation}, needed 1, since each level has a batch of its own. Change that option."
        : base.RejectSettings(settings);

    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data) =>
        new GrowingGenerator(Design(settings), settings.LatentSize, data.Channels, LevelsOf(data));

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data) =>
        new GrowingDiscriminator(Design(settings), data.Channels, LevelsOf(data));

    /// <inheritdoc/>
    public override IReadOnlyList<GrowthPhase> Phases(GanSettings settings, DataShape data, long images)
    {
        (int Level, bool Fades)[] order = [(0, false), .. Enumerable.Range(1, LevelsOf(data) - 1).SelectMany(Pair)];
        return [.. order.Select((part, index) => new GrowthPhase(part.Level, part.Fades, BatchOf(part.Level), Steps(part.Level, index)))];

        int BatchOf(int level) => Math.Max(settings.FullDiscriminatorBatches ? 1 : 2, (int)(settings.BatchSize * BatchShare(level)));

        // Of a number of updates each phase has as many; what is left over, the last ones have.
        long Steps(int level, int index) => settings.Steps > 0
            ? Math.Max(1, (settings.Steps * (index + 1) / order.Length) - (settings.Steps * index / order.Length))
            : Math.Max(1, images / BatchOf(level)) * Math.Max(1, (long)Math.Round(settings.Epochs * EpochShare(level)));
    }

    private static (int Level, bool Fades)[] Pair(int level) => [(level, true), (level, false)];

    private static int LevelsOf(DataShape data) => BitOperations.Log2((uint)data.Height / ProGanDesign.BaseSize) + 1;
}
