using Gans.Models;
using Gans.Onnx;
using Gans.Training.Measures;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>Updates of a discriminator of patches on the step's real images, then on generated ones; or one update on both.</summary>
/// <remarks>
/// Chapters 22 and 25 of Brownlee: two updates, so that statistics of real and of generated images never mix. One update of the sum is the papers' own code.
/// </remarks>
/// <param name="scene">Loss and settings.</param>
/// <param name="discriminator">The discriminator.</param>
/// <param name="player">Its player.</param>
/// <param name="sees">What of a step's images it is shown: the real ones, the generated ones, and the sources that it is told with both, or none.</param>
/// <param name="curves">Names of its losses of real and of generated images.</param>
internal sealed class PatchTurn(
    TranslationScene scene,
    PatchDiscriminator discriminator,
    Player player,
    Func<TranslationRound, (Tensor Real, Tensor Fake, Tensor? Sources)> sees,
    (string Real, string Fake) curves) : ITranslationUpdate
{
    /// <inheritdoc/>
    public void Run(TranslationRound round, LossLog losses)
    {
        using var scope = NewDisposeScope();
        var (real, fake, sources) = sees(round);
        if (scene.Settings.DiscriminatorUpdate == DiscriminatorUpdate.Summed)
        {
            player.Optimizer.Minimize(LossOf(real, sources, isReal: true, losses).Plus(LossOf(fake, sources, isReal: false, losses)));
            return;
        }

        player.Optimizer.Minimize(LossOf(real, sources, isReal: true, losses));
        player.Optimizer.Minimize(LossOf(fake, sources, isReal: false, losses));
    }

    private Tensor LossOf(Tensor images, Tensor? sources, bool isReal, LossLog losses)
    {
        var patches = discriminator.Run(images, sources, Mode.Train);
        var loss = scene.LossOf(patches, isReal);
        losses.Add(isReal ? curves.Real : curves.Fake, player.Name, loss);
        scene.NoteAccuracy(patches, isReal, losses);
        return loss;
    }
}
