using Gans.Training.Batches;
using Gans.Training.Losses;
using Gans.Training.Measures;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>A step of a translation: updates in their order, over one scene and the same images.</summary>
/// <param name="scene">Networks, loss and optimizers; owned from now on.</param>
/// <param name="updates">The updates.</param>
internal sealed class TranslationStep(TranslationScene scene, params IReadOnlyList<ITranslationUpdate> updates) : TrainingStep
{
    private const int UsualSources = 6;

    /// <inheritdoc/>
    public override IReadOnlyList<Player> Players => scene.Players;

    /// <inheritdoc/>
    public override Player Product => scene.Product;

    /// <inheritdoc/>
    public override IReadOnlyList<Player> Kept => scene.Generators;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Tensor Value)> Memory => scene.Memory;

    /// <inheritdoc/>
    public override int UsualSamples => UsualSources;

    /// <summary>Translations are as diverse as their sources, so that looking at them would tell nothing.</summary>
    /// <inheritdoc/>
    public override BlindLoss? Blind =>
        scene.Loss.Blind is { } blind ? blind with { Discriminator = scene.Settings.DiscriminatorLossWeight * blind.Discriminator } : null;

    /// <inheritdoc/>
    public override void Run(long step, IBatchSource batches, LossLog losses)
    {
        using var scope = NewDisposeScope();
        var round = scene.Draw(batches);
        foreach (var update in updates)
        {
            update.Run(round, losses);
        }
    }

    /// <inheritdoc/>
    public override SampleMaker DrawPictures(IBatchSource data, int count) => scene.DrawPictures(data, count);

    /// <inheritdoc/>
    public override Exam ExamOn(PackBatches heldOut) => scene.ExamOn(heldOut);
}
