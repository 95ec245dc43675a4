using Gans.Models;
using Gans.Training.Batches;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>A generator of each direction between two domains, a discriminator of each domain, and what these were shown before.</summary>
internal sealed class CycleScene : TranslationScene
{
    private readonly ImagePool poolA;
    private readonly ImagePool poolB;

    /// <summary>Takes all networks over, moves them to a device and makes an optimizer for each.</summary>
    /// <param name="create">Makes a network of each kind; called for both of each.</param>
    /// <param name="data">The images.</param>
    /// <param name="settings">Batch size, losses, optimizers.</param>
    /// <param name="device">Where to train.</param>
    internal CycleScene((Func<ImageTranslator> Generator, Func<PatchDiscriminator> Discriminator) create, DataShape data, GanSettings settings, Device device)
        : base(settings, device)
    {
        (AtoB, BtoA, JudgeA, JudgeB) = (create.Generator(), create.Generator(), create.Discriminator(), create.Discriminator());
        PlayerAtoB = NewPlayer(PlayerNames.GeneratorAtoB, AtoB, isGenerator: true);
        PlayerBtoA = NewPlayer(PlayerNames.GeneratorBtoA, BtoA, isGenerator: true);
        PlayerJudgeA = NewPlayer(PlayerNames.DiscriminatorA, JudgeA, isGenerator: false);
        PlayerJudgeB = NewPlayer(PlayerNames.DiscriminatorB, JudgeB, isGenerator: false);
        (poolA, poolB) = (new ImagePool(settings.PoolSize, data.Sizes, device), new ImagePool(settings.PoolSize, data.Sizes, device));
    }

    internal ImageTranslator AtoB { get; }

    internal ImageTranslator BtoA { get; }

    internal PatchDiscriminator JudgeA { get; }

    internal PatchDiscriminator JudgeB { get; }

    internal Player PlayerAtoB { get; }

    internal Player PlayerBtoA { get; }

    internal Player PlayerJudgeA { get; }

    internal Player PlayerJudgeB { get; }

    /// <inheritdoc/>
    internal override IReadOnlyList<Player> Players => [PlayerAtoB, PlayerBtoA, PlayerJudgeA, PlayerJudgeB];

    /// <inheritdoc/>
    internal override Player Product => PlayerAtoB;

    /// <inheritdoc/>
    internal override IReadOnlyList<Player> Generators => [PlayerAtoB, PlayerBtoA];

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Name, Tensor Value)> Memory => [.. poolA.State("pool_a"), .. poolB.State("pool_b")];

    /// <summary>The generated images come through the pools: half of the time old ones are shown in their place.</summary>
    /// <inheritdoc/>
    internal override TranslationRound Draw(IBatchSource batches)
    {
        var drawn = batches.Next(Settings.BatchSize);
        var (domainA, domainB) = (drawn.Images, drawn.Targets!);
        var fakeA = Translate(BtoA, domainB);
        var fakeB = Translate(AtoB, domainA);
        return new TranslationRound(domainA, domainB, poolA.Exchange(fakeA), poolB.Exchange(fakeB));
    }

    /// <inheritdoc/>
    internal override SampleMaker DrawPictures(IBatchSource data, int count)
    {
        var drawn = data.Next(count);
        return new TranslatedPictures(Device, [drawn.Images, drawn.Targets!], [(0, [AtoB, BtoA]), (1, [BtoA, AtoB])]);
    }

    /// <inheritdoc/>
    internal override Exam ExamOn(PackBatches heldOut) => new CycleExam(AtoB, BtoA, heldOut);
}
