using Gans.Models;
using Gans.Onnx;
using Gans.Training.Measures;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>
/// One update of a generator that learns without pairs: to fool the discriminator of its target domain, to leave images of that domain alone, and to be undone
/// by the generator of the other direction, which may come second or first. All but the trained generator are frozen.
/// </summary>
/// <remarks>
/// Zhu et al., 2017 (arXiv:1703.10593), section 3; chapter 25 of Brownlee, section 25.4. Where the other generator comes first the gradient reaches the trained
/// one alone; where it comes second, through it.
/// </remarks>
/// <param name="scene">Loss and settings.</param>
/// <param name="trained">The generator that is trained.</param>
/// <param name="other">That of the other direction.</param>
/// <param name="judge">The discriminator of the target domain.</param>
/// <param name="player">The trained generator's player.</param>
/// <param name="sees">Of a step's real images those of the source and of the target domain.</param>
/// <param name="curves">Names of its adversarial loss and of the sum.</param>
internal sealed class CycleTurn(
    TranslationScene scene,
    ImageTranslator trained,
    ImageTranslator other,
    PatchDiscriminator judge,
    Player player,
    Func<TranslationRound, (Tensor Source, Tensor Target)> sees,
    (string Adversarial, string Total) curves) : ITranslationUpdate
{
    /// <inheritdoc/>
    public void Run(TranslationRound round, LossLog losses)
    {
        using var scope = NewDisposeScope();
        using var frozenOther = other.Frozen();
        using var frozenJudge = judge.Frozen();
        var (settings, (source, target)) = (scene.Settings, sees(round));
        var made = Pass(trained, source);
        var adversarial = scene.Loss.Generator(judge.Run(made, null, Mode.Train));
        var total = adversarial.Times(settings.AdversarialWeight);
        losses.Add(curves.Adversarial, player.Name, adversarial);
        if (settings.IdentityWeight > 0)
        {
            total = total.Plus(Difference(Curves.Identity, Pass(trained, target), target).Times(settings.IdentityWeight));
        }

        total = total.Plus(Difference(Curves.Cycle, Pass(other, made), source).Times(settings.CycleWeight));
        total = total.Plus(Difference(Curves.Cycle, Pass(trained, Pass(other, target)), target).Times(settings.CycleWeight));
        losses.Add(curves.Total, player.Name, total);
        player.Optimizer.Minimize(total);

        Tensor Difference(string curve, Tensor found, Tensor wanted)
        {
            var difference = nn.functional.l1_loss(found, wanted);
            losses.Add(curve, player.Name, difference);
            return difference;
        }
    }

    private static Tensor Pass(ImageTranslator network, Tensor images) => network.Run(new TranslatorInput(images), Mode.Train);
}
