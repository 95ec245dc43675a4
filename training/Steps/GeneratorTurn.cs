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
        Update(step, batches, losses);
    }

    /// <summary>Makes the update.</summary>
    /// <returns>The loss of the images alone, before it, which no gradient leads back from; owned by the caller's scope.</returns>
    internal Tensor Update(long step, IBatchSource batches, LossLog losses)
    {
        using var scope = NewDisposeScope();
        using var frozen = helper is null ? scene.Discriminator.Frozen() : null;
        var (player, parts) = (scene.GeneratorPlayer, scene.Parts);
        var input = scene.Inputs.DrawForTraining(scene.Settings.BatchSize);
        var real = scene.Loss.TakesDifferences ? scene.DrawReal(step, batches, scene.Settings.BatchSize) : null;
        var ofImages = new List<Tensor>();
        ReadOnlySpan<Optimizer> optimizers = helper is null ? [player.Optimizer] : [player.Optimizer, helper.Optimizer];
        Optimizer.MinimizeTogether(parts.Count, LossOf, optimizers);
        scene.Constrain(player.Network);
        return stack([.. ofImages], 0).mean().MoveToOuterDisposeScope();

        Tensor LossOf(int part)
        {
            var made = parts.Of(input, part);
            var outputs = scene.Discriminator.Run(scene.Shown(scene.Generator.Run(made, Mode.Train), step), made.Labels, Mode.Train);
            var scores = real is null ? outputs.Logits : outputs.Logits - ScoresOf(parts.Of(real, part));
            var loss = scene.Loss.Generator(scores);
            losses.Add(Curves.Generator, player.Name, loss);
            ofImages.Add(loss.detach().MoveToOtherDisposeScope(scope));
            var total = Scene.WithClassLoss(loss, Curves.GeneratorClass, player, outputs, made.Labels, losses);
            return scene.WithWeightPenalty(total, losses);
        }
    }

    private Tensor ScoresOf(Batch real) => scene.Discriminator.Run(real.Images, real.Labels, Mode.Train).Logits;
}
