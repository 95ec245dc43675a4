using Gans.Models;
using Gans.Onnx;
using Gans.Training.Measures;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>One update of a generator that learns from pairs: to fool the discriminator, and to be near the target. The discriminator is frozen.</summary>
/// <remarks>
/// Isola et al., 2016 (arXiv:1611.07004), equation 4; chapter 22 of Brownlee, section 22.4. The translation is a new one, with noise of its own, not that which
/// the discriminator was shown before.
/// </remarks>
internal sealed class PairTurn(PairScene scene) : ITranslationUpdate
{
    /// <inheritdoc/>
    public void Run(TranslationRound round, LossLog losses)
    {
        using var scope = NewDisposeScope();
        using var frozen = scene.Discriminator.Frozen();
        var (settings, player) = (scene.Settings, scene.GeneratorPlayer);
        var made = scene.Generator.Run(new TranslatorInput(round.DomainA), Mode.Train);
        var adversarial = scene.Loss.Generator(scene.Discriminator.Run(made, scene.Told(round), Mode.Train));
        var difference = settings.Reconstruction == ReconstructionKind.Squared
            ? nn.functional.mse_loss(made, round.DomainB)
            : nn.functional.l1_loss(made, round.DomainB);
        var total = adversarial.Times(settings.AdversarialWeight).Plus(difference.Times(settings.ReconstructionWeight));
        losses.Add(Curves.Generator, player.Name, adversarial);
        losses.Add(Curves.Reconstruction, player.Name, difference);
        losses.Add(Curves.GeneratorTotal, player.Name, total);
        player.Optimizer.Minimize(total);
    }
}
