using System.Numerics;
using Gans.Formats;

namespace Gans.Models.ProGan;

/// <summary>A GAN whose networks grow level by level to the size of the data.</summary>
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

    /// <summary>The same of the last phase, which may go on for longer.</summary>
    /// <param name="level">The level, from 0.</param>
    /// <param name="phases">How many there are in all.</param>
    private protected virtual double LastEpochShare(int level, int phases) => EpochShare(level);

    /// <summary>The updates of each phase of a level, of a number of updates in all, as a share of the least.</summary>
    /// <param name="level">The level, from 0.</param>
    private protected virtual double StepShare(int level) => 1;

    /// <summary>The learning rates of a level as a share of those of the settings.</summary>
    /// <param name="level">The level, from 0.</param>
    private protected virtual double RateShare(int level) => 1;

    /// <inheritdoc/>
    public override string? Reject(DataShape data) => data.Height == data.Width && data.Height >= ProGanDesign.BaseSize && BitOperations.IsPow2(data.Height)
        ? null
        : $"found images of {data.Height}x{data.Width}, needed as many rows as columns and 4, 8, 16, 32 ... of them, one for each level";

    /// <inheritdoc/>
    public override string? RejectSettings(GanSettings settings) => settings switch
    {
        { Accumulation: > 1 } =>
            $"Option accumulation: found {settings.Accumulation}, needed 1, since each level has a batch of its own. Change that option.",
        _ when !BitOperations.IsPow2(settings.FirstSize) =>
            $"Option first_size: found {settings.FirstSize}, needed 4, 8, 16, 32 ..., the size of a level. Change that option.",
        { FromLevel: > 0 } when !BitOperations.IsPow2(settings.FromLevel) || settings.FromLevel < settings.FirstSize =>
            $"Option from_level: found {settings.FromLevel}, needed {settings.FirstSize}, {2 * settings.FirstSize}, {4 * settings.FirstSize} ..., "
            + "the size of a level. Change that option.",
        _ => base.RejectSettings(settings),
    };

    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data) =>
        new GrowingGenerator(Design(settings), settings.LatentSize, data.Channels, LevelsOf(data));

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data) =>
        new GrowingDiscriminator(Design(settings), data.Channels, LevelsOf(data));

    /// <inheritdoc/>
    /// <exception cref="InvalidInputException">The data are smaller than the first level.</exception>
    public override IReadOnlyList<GrowthPhase> Phases(GanSettings settings, DataShape data, long images)
    {
        var (first, levels) = (LevelOf(settings.FirstSize), LevelsOf(data));
        if (first >= levels)
        {
            throw new InvalidInputException(
                $"Option first_size: found {settings.FirstSize}, needed {data.Height} or less, the size of the images. "
                + "Change that option, or prepare larger images.");
        }

        if (settings.FromLevel >= data.Height)
        {
            throw new InvalidInputException(
                $"Option from_level: found {settings.FromLevel}, needed less than {data.Height}, the size of the images. "
                + "Change that option, or prepare larger images.");
        }

        var next = settings.FromLevel > 0 ? LevelOf(settings.FromLevel) + 1 : first + 1;
        (int Level, bool Fades)[] order =
            [.. settings.FromLevel > 0 ? ((int, bool)[])[] : [(first, false)], .. Enumerable.Range(next, levels - next).SelectMany(Pair)];
        return [.. order.Select((part, index) =>
            new GrowthPhase(part.Level, part.Fades, BatchOf(settings, part.Level), Steps(part.Level, index)) { RateShare = RateShare(part.Level) })];

        // Of a number of updates what is left over, the last phases have.
        long Steps(int level, int index) => settings.Steps > 0
            ? Math.Max(1, StepsUpTo(index + 1) - StepsUpTo(index))
            : Math.Max(1, images / BatchOf(settings, level)) * Math.Max(1, (long)Math.Round(settings.Epochs * Share(level, index)));

        long StepsUpTo(int index) => (long)(settings.Steps * order.Take(index).Sum(part => StepShare(part.Level)) / order.Sum(part => StepShare(part.Level)));

        double Share(int level, int index) => index == order.Length - 1 ? LastEpochShare(level, order.Length) : EpochShare(level);
    }

    /// <summary>The batch of a level.</summary>
    private protected int BatchOf(GanSettings settings, int level) =>
        Math.Max(settings.FullDiscriminatorBatches ? 1 : 2, (int)(settings.BatchSize * BatchShare(level)));

    /// <summary>How many levels lead to images of a size.</summary>
    private protected static int LevelsOf(DataShape data) => LevelOf(data.Height) + 1;

    private static (int Level, bool Fades)[] Pair(int level) => [(level, true), (level, false)];

    private static int LevelOf(int size) => BitOperations.Log2((uint)size / ProGanDesign.BaseSize);
}
