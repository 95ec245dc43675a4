using Gans.Models;
using Gans.Onnx;
using Gans.Training.Batches;
using Gans.Training.Losses;
using Gans.Training.Measures;
using Gans.Training.Optimizers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Steps;

/// <summary>One update of the generator together with the head that finds its codes in the images again, on a fresh, full batch.</summary>
/// <remarks>
/// Chen et al., InfoGAN, 2016 (arXiv:1606.03657), in the form of chapter 18 of Brownlee: the code's loss is a lower bound of the mutual information,
/// without its constant. The trunk below the head is frozen, or trained too, as the settings say.
/// </remarks>
internal sealed class CodeTurn : IUpdate
{
    private readonly Scene scene;
    private readonly HeadedDiscriminator discriminator;
    private readonly Player finder;

    /// <summary>Makes the optimizer of what finds codes.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="discriminator">The scene's discriminator.</param>
    /// <exception cref="ArgumentException">It has no head for the code.</exception>
    internal CodeTurn(Scene scene, HeadedDiscriminator discriminator)
    {
        (this.scene, this.discriminator) = (scene, discriminator);
        var code = discriminator.Code
            ?? throw new ArgumentException("Training an InfoGAN: found a discriminator without a head for the code, needed one.", nameof(discriminator));
        Module found = scene.Settings.CodeUpdate == CodeUpdate.Head ? code : new ModuleGroup(("code", code), ("trunk", discriminator.Trunk));
        finder = new Player(PlayerNames.Code, found, OptimizerFactory.ForGenerator(found, scene.Settings));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Player> Players => [finder];

    /// <inheritdoc/>
    public void Run(long step, IBatchSource batches, LossLog losses)
    {
        using var scope = NewDisposeScope();
        using var frozenLogit = discriminator.Logit.Frozen();
        var (settings, player) = (scene.Settings, scene.GeneratorPlayer);
        var whole = scene.Inputs.Draw(settings.BatchSize);
        Optimizer.MinimizeTogether(scene.Parts.Count, LossOf, player.Optimizer, finder.Optimizer);

        Tensor LossOf(int part)
        {
            var input = scene.Parts.Of(whole, part);
            var images = scene.Shown(scene.Generator.Run(input, Mode.Train), step);
            var outputs = LookAt(images, isTrunkFrozen: settings.CodeUpdate != CodeUpdate.Trunk);
            var loss = scene.Loss.Generator(outputs.Logits);
            var found = settings.CodeUpdate == CodeUpdate.TrunkByCode ? LookAt(images, isTrunkFrozen: false) : outputs;
            var codeLoss = CodeLoss.Of(found.CodeLogits!, input.Codes!, settings.Codes, settings.GaussianCodes);
            losses.Add(Curves.Generator, player.Name, loss);
            losses.Add(Curves.Code, finder.Name, codeLoss);
            return scene.WithWeightPenalty(loss, losses).Plus(codeLoss.Times(settings.CodeWeight));
        }
    }

    private DiscriminatorOutput LookAt(Tensor images, bool isTrunkFrozen)
    {
        using var frozen = isTrunkFrozen ? discriminator.Trunk.Frozen() : null;
        return discriminator.Run(images, null, Mode.Train);
    }
}
