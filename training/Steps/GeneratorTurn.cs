using Gans.Models;
using Gans.Training.Batches;
using Gans.Training.Measures;
using Gans.Training.Optimizers;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>One update of the generator on a fresh, full batch, both networks in training mode. The discriminator is frozen, or helps.</summary>
/// <remarks>
/// Goodfellow et al., Generative Adversarial Networks, 2014 (arXiv:1406.2661), algorithm 1, last lines; a discriminator that helps: Atienza.
/// </remarks>
internal sealed class GeneratorTurn : IUpdate
{
    private readonly Scene scene;
    private readonly Player? helper;

    internal GeneratorTurn(Scene scene)
    {
        this.scene = scene;
        helper = scene.Settings.GeneratorUpdate == GeneratorUpdate.Both
            ? new Player(PlayerNames.Helper, scene.Discriminator, OptimizerFactory.ForGenerator(scene.Discriminator, scene.Settings))
            : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Player> Players => helper is null ? [] : [helper];

    /// <inheritdoc/>
    public void Run(long step, IBatchSource batches, LossLog losses)
    {
        using var scope = NewDisposeScope();
        Update(step, losses);
    }

    /// <summary>Makes the update.</summary>
    /// <returns>The loss of the images alone, before it, which no gradient leads back from; owned by the caller's scope.</returns>
    internal Tensor Update(long step, LossLog losses)
    {
        using var scope = NewDisposeScope();
        using var frozen = helper is null ? scene.Discriminator.Frozen() : null;
        var player = scene.GeneratorPlayer;
        var input = scene.Inputs.Draw(scene.BatchSize);
        var images = scene.Noisy(scene.Generator.Run(input, Mode.Train), step);
        var outputs = scene.Discriminator.Run(images, input.Labels, Mode.Train);
        var loss = scene.Loss.Generator(outputs.Logits);
        losses.Add(Curves.Generator, player.Name, loss);
        var total = Scene.WithClassLoss(loss, Curves.GeneratorClass, player, outputs, input.Labels, losses);
        ReadOnlySpan<Optimizer> optimizers = helper is null ? [player.Optimizer] : [player.Optimizer, helper.Optimizer];
        Optimizer.MinimizeTogether(scene.WithWeightPenalty(total, losses), optimizers);
        scene.Constrain(player.Network);
        return loss.detach().MoveToOuterDisposeScope();
    }
}
