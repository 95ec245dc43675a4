using Gans.Models;
using Gans.Training.Batches;
using Gans.Training.Measures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Steps;

/// <summary>A step of a GAN: updates in their order, over one scene.</summary>
/// <param name="scene">Networks, inputs, loss and optimizers; owned from now on.</param>
/// <param name="updates">The updates.</param>
internal sealed class GanStep(Scene scene, params IReadOnlyList<IUpdate> updates) : TrainingStep
{
    /// <inheritdoc/>
    public override IReadOnlyList<Player> Players { get; } =
        [scene.GeneratorPlayer, scene.DiscriminatorPlayer, .. updates.SelectMany(static update => update.Players)];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Module Network)> Networks =>
        [(PlayerNames.Generator, scene.Generator), (PlayerNames.Discriminator, scene.Discriminator)];

    /// <inheritdoc/>
    public override Player Product => scene.GeneratorPlayer;

    /// <summary>The discriminator as a classifier: images to class logits, in inference mode; null where it is none.</summary>
    internal Func<Tensor, Tensor>? Classify { get; init; }

    /// <inheritdoc/>
    public override void Run(long step, IBatchSource batches, LossLog losses)
    {
        foreach (var update in updates)
        {
            update.Run(step, batches, losses);
        }
    }

    /// <inheritdoc/>
    public override SampleMaker DrawSamples(int count) => new FixedSamples(scene, scene.Inputs.DrawInTurn(count));

    /// <inheritdoc/>
    public override IScoredGenerator Scored(PixelRange range) => new ScoredGenerator(scene, range);

    /// <inheritdoc/>
    public override IReadOnlyList<Player> Kept => [Product];

    /// <inheritdoc/>
    public override StandingStatistics? Standing() =>
        scene.Settings.StandingBatches > 0 ? new StandingStatistics(scene.Generator, scene.Settings, scene.Device) : null;

    /// <inheritdoc/>
    public override Exam? AccuracyOn(Batch real, int every) =>
        scene.Loss.Threshold is { } threshold ? new AccuracyExam(scene, real, threshold, every) : null;

    /// <inheritdoc/>
    public override Exam? ExamOn(PackBatches heldOut) => Classify is null ? null : new HeldOutExam(Classify, heldOut);
}
