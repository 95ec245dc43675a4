using Gans.Models;
using Gans.Training.Batches;
using Gans.Training.Measures;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>Brings both networks, the batch and the real images to the phase of a step, and starts optimizers anew where a phase begins.</summary>
/// <remarks>
/// Karras et al., Progressive Growing of GANs, 2017 (arXiv:1710.10196). All of it follows from the step's number, so that a training that goes on inside a fade
/// does so with the same alpha; checkpoints hold it too, as a part of both networks, for whoever exports them.
/// </remarks>
internal sealed class GrowthTurn : IUpdate
{
    private readonly Scene scene;
    private readonly IReadOnlyList<GrowthPhase> phases;

    /// <summary>Starts at the first phase.</summary>
    /// <param name="scene">The scene, whose networks both grow.</param>
    /// <param name="phases">The phases, one or more, in order.</param>
    internal GrowthTurn(Scene scene, IReadOnlyList<GrowthPhase> phases)
    {
        (this.scene, this.phases) = (scene, phases);
        Enter(phases[0], at: 0);
    }

    /// <inheritdoc/>
    public void Run(long step, IBatchSource batches, LossLog losses)
    {
        var at = step - 1;
        var index = 0;
        while (at >= phases[index].Steps)
        {
            at -= phases[index++].Steps;
        }

        if (at == 0)
        {
            scene.GeneratorPlayer.Optimizer.Restart();
            scene.DiscriminatorPlayer.Optimizer.Restart();
        }

        var growth = Enter(phases[index], at);
        using var scope = NewDisposeScope();
        losses.Add(Curves.LevelSize, scene.GeneratorPlayer.Name, tensor((float)growth.Size));
        losses.Add(Curves.Alpha, scene.GeneratorPlayer.Name, tensor((float)growth.Alpha));
    }

    private Growth Enter(GrowthPhase phase, long at)
    {
        var growth = phase.At(at);
        (((IGrowing)scene.Generator).Growth, ((IGrowing)scene.Discriminator).Growth) = (growth, growth);
        scene.Settings = scene.Settings with { BatchSize = phase.BatchSize };
        if (scene.Level?.Size != growth.Size)
        {
            scene.Level?.Dispose();
            scene.Level = new LevelImages(scene.FullSize, growth.Size, scene.Settings.LevelScaling, scene.Device);
        }

        scene.Level.Shown = growth.Fades && scene.Settings.FadeReals ? growth.Alpha : 1;
        return growth;
    }
}
