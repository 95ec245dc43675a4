using Gans.Models;
using Gans.Training.Batches;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>One generator and one discriminator that learn from pairs of sources and targets.</summary>
internal sealed class PairScene : TranslationScene
{
    /// <summary>Takes both networks over, moves them to a device and makes an optimizer for each.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="discriminator">The discriminator.</param>
    /// <param name="settings">Batch size, losses, optimizers.</param>
    /// <param name="device">Where to train.</param>
    internal PairScene(ImageTranslator generator, PatchDiscriminator discriminator, GanSettings settings, Device device)
        : base(settings, device)
    {
        (Generator, Discriminator) = (generator, discriminator);
        GeneratorPlayer = NewPlayer(PlayerNames.Generator, generator, isGenerator: true);
        DiscriminatorPlayer = NewPlayer(PlayerNames.Discriminator, discriminator, isGenerator: false);
    }

    internal ImageTranslator Generator { get; }

    internal PatchDiscriminator Discriminator { get; }

    internal Player GeneratorPlayer { get; }

    internal Player DiscriminatorPlayer { get; }

    /// <inheritdoc/>
    internal override IReadOnlyList<Player> Players => [GeneratorPlayer, DiscriminatorPlayer];

    /// <inheritdoc/>
    internal override Player Product => GeneratorPlayer;

    /// <inheritdoc/>
    internal override IReadOnlyList<Player> Generators => [GeneratorPlayer];

    /// <inheritdoc/>
    internal override TranslationRound Draw(IBatchSource batches)
    {
        var pairs = batches.Next(Settings.BatchSize);
        return new TranslationRound(pairs.Images, pairs.Targets!, FakeA: null, Translate(Generator, pairs.Images));
    }

    /// <inheritdoc/>
    internal override SampleMaker DrawPictures(IBatchSource data, int count)
    {
        var pairs = data.Next(count);
        return new TranslatedPictures(Device, [pairs.Images, pairs.Targets!], [(0, [Generator]), (1, [])]);
    }

    /// <inheritdoc/>
    internal override Exam ExamOn(PackBatches heldOut) => new PairExam(Generator, heldOut);

    /// <summary>The sources as the discriminator is told them; null where it is not.</summary>
    internal Tensor? Told(TranslationRound round) => Discriminator.IsConditional ? round.DomainA : null;
}
