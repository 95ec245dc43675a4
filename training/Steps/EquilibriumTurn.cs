using Gans.Models;
using Gans.Onnx;
using Gans.Training.Batches;
using Gans.Training.Measures;
using Gans.Training.Optimizers;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>Rounds of an autoencoder on real and generated images, the generator's update, and what the two then weigh against each other.</summary>
/// <remarks>
/// Berthelot et al., BEGAN, 2017 (arXiv:1703.10717), section 3.4: the autoencoder steps on L(x) - k L(G(z_D)), the generator on L(G(z_G)), and
/// k becomes k + lambda (gamma L(x) - L(G(z_G))) within [0, 1]; gamma is the diversity ratio, lambda the balance rate. Section 3.4.1: the measure of
/// convergence is L(x) + |gamma L(x) - L(G(z_G))|.
/// </remarks>
/// <param name="scene">The scene.</param>
/// <param name="autoencoder">Its discriminator.</param>
/// <param name="generatorTurn">Its generator's update.</param>
internal sealed class EquilibriumTurn(Scene scene, AutoencoderDiscriminator autoencoder, GeneratorTurn generatorTurn) : IUpdate
{
    private readonly Player player = scene.DiscriminatorPlayer;

    /// <inheritdoc/>
    public void Run(long step, IBatchSource batches, LossLog losses)
    {
        using var scope = NewDisposeScope();
        var realError = Round(step, batches, losses);
        for (var round = 1; round < scene.Settings.DiscriminatorSteps; round++)
        {
            realError = Round(step, batches, losses);
        }

        Weigh(realError, generatorTurn.Update(step, batches, losses), losses);
    }

    /// <summary>One step of the autoencoder.</summary>
    /// <returns>Its error of the real images before the step, L(x).</returns>
    private Tensor Round(long step, IBatchSource batches, LossLog losses)
    {
        using var scope = NewDisposeScope();
        var real = scene.DrawReal(step, batches);
        var fake = scene.MakeFake(step, scene.Inputs.Draw((int)real.Images.shape[0]));
        var realErrors = new List<Tensor>();
        Optimizer.MinimizeTogether(scene.Parts.Count, LossOf, player.Optimizer);
        var realError = stack([.. realErrors], 0).mean();
        return realError.MoveToOuterDisposeScope();

        Tensor LossOf(int part)
        {
            var (ofReal, ofFake) = (ErrorsOf(scene.Parts.Of(real, part)), ErrorsOf(scene.Parts.Of(fake, part)));
            losses.Add(Curves.Real, player.Name, ofReal.mean());
            losses.Add(Curves.Fake, player.Name, ofFake.mean());
            realErrors.Add(ofReal.detach().mean().MoveToOtherDisposeScope(scope));
            return scene.LossOf(ofReal, real: true).Plus(scene.LossOf(ofFake, real: false));
        }
    }

    private Tensor ErrorsOf(Batch batch) => autoencoder.Run(batch.Images, null, Mode.Train).Logits;

    /// <summary>Minds generated images more where real ones are ahead, less where they are behind.</summary>
    private void Weigh(Tensor realError, Tensor fakeError, LossLog losses)
    {
        using var plain = no_grad();
        var lead = realError.Times(scene.Settings.DiversityRatio) - fakeError;
        autoencoder.Balance.AddInPlace(lead.Times(scene.Settings.BalanceRate)).clamp_(Held.Number(0), Held.Number(1));
        losses.Add(Curves.Balance, player.Name, autoencoder.Balance[0].clone());
        losses.Add(Curves.Convergence, player.Name, realError.Plus(lead.abs()));
    }
}
