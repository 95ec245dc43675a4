using Gans.Models;
using Gans.Training.Batches;
using Gans.Training.Measures;
using Gans.Training.Regularizers;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>Rounds of the discriminator on real images and on generated ones, as many as there are for each update of the generator.</summary>
/// <remarks>
/// Goodfellow et al., Generative Adversarial Networks, 2014 (arXiv:1406.2661), algorithm 1, in the form of chapter 17 of Brownlee: the images come from the
/// generator in inference mode, outside the graph. Real images go with their own labels, generated ones with the uniform labels that they were made from.
/// </remarks>
internal sealed class DiscriminatorTurn(Scene scene) : IUpdate
{
    private readonly GanSettings settings = scene.Settings;
    private readonly Player player = scene.DiscriminatorPlayer;

    /// <inheritdoc/>
    public void Run(long step, IBatchSource batches, LossLog losses)
    {
        for (var round = 0; round < settings.DiscriminatorSteps; round++)
        {
            RunRound(step, batches, losses);
        }
    }

    private void RunRound(long step, IBatchSource batches, LossLog losses)
    {
        using var scope = NewDisposeScope();
        var real = scene.DrawReal(step, batches);
        switch (settings.DiscriminatorUpdate)
        {
            case DiscriminatorUpdate.Separate:
                Train(LossOfReal(real, losses));
                var fake = FakeBatch(step, real);
                Train(Penalised(LossOfFake(fake, losses), real, fake, losses));
                break;
            case DiscriminatorUpdate.Summed:
                fake = FakeBatch(step, real);
                Train(Penalised(LossOfReal(real, losses) + LossOfFake(fake, losses), real, fake, losses));
                break;
            case DiscriminatorUpdate.Stacked:
                fake = FakeBatch(step, real);
                Train(Penalised(LossOfStack(real, fake, losses), real, fake, losses));
                break;
            default:
                throw new InvalidOperationException($"{settings.DiscriminatorUpdate} is not a way to update the discriminator.");
        }
    }

    /// <summary>As many generated images as real ones, of the same labels where a penalty looks between them: what lies between two has one label.</summary>
    private Batch FakeBatch(long step, Batch real)
    {
        var count = (int)real.Images.shape[0];
        var arePaired = settings.GradientPenalty > 0 && settings.PenaltyPlace == PenaltyPlace.Between;
        return scene.MakeFake(step, arePaired ? scene.Inputs.Draw(count, real.Labels) : scene.Inputs.Draw(count));
    }

    private Tensor LossOfReal(Batch real, LossLog losses)
    {
        real = real with { Images = WithSlope(real.Images) };
        var outputs = Judge(real);
        var loss = scene.LossOf(outputs.Logits, real: true);
        losses.Add(Curves.Real, player.Name, loss);
        NoteAccuracy(Shares.Real, outputs.Logits, real: true, losses);
        var total = WithScorePenalties(loss, real.Images, outputs.Logits, losses);
        return Scene.WithClassLoss(total, Curves.RealClass, player, outputs, scene.ClassesOf(real), losses);
    }

    private Tensor LossOfFake(Batch fake, LossLog losses)
    {
        var outputs = Judge(fake);
        var loss = scene.LossOf(outputs.Logits, real: false);
        losses.Add(Curves.Fake, player.Name, loss);
        NoteAccuracy(Shares.Fake, outputs.Logits, real: false, losses);
        return Scene.WithClassLoss(loss, Curves.FakeClass, player, outputs, scene.ClassesOf(fake), losses);
    }

    private Tensor LossOfStack(Batch real, Batch fake, LossLog losses)
    {
        var count = real.Images.shape[0];
        var images = WithSlope(real.Images);
        var labels = real.Labels is null ? null : cat([real.Labels, fake.Labels!], 0);
        var stack = new Batch(cat([images, fake.Images], 0), labels);
        var outputs = Judge(stack);
        var loss = scene.Loss.Discriminator(outputs.Logits, cat([scene.Targets(count, real: true), scene.Targets(count, real: false)], 0));
        losses.Add(Curves.Discriminator, player.Name, loss);
        var ofReal = outputs.Logits.slice(0, 0, count, 1);
        NoteAccuracy(Shares.Real, ofReal, real: true, losses);
        NoteAccuracy(Shares.Fake, outputs.Logits.slice(0, count, 2 * count, 1), real: false, losses);
        var total = WithScorePenalties(loss, images, ofReal, losses);
        return Scene.WithClassLoss(total, Curves.DiscriminatorClass, player, outputs, scene.ClassesOf(stack), losses);
    }

    /// <summary>Real images of which the slope can be asked, where a penalty does.</summary>
    private Tensor WithSlope(Tensor images) => settings.R1Penalty > 0 ? images.detach().requires_grad_(true) : images;

    /// <summary>Adds what is asked of the outputs for real images: R1 and drift.</summary>
    private Tensor WithScorePenalties(Tensor total, Tensor images, Tensor outputs, LossLog losses)
    {
        if (settings.R1Penalty > 0)
        {
            var penalty = R1Penalty.At(images, outputs);
            losses.Add(Curves.R1Penalty, player.Name, penalty);
            total += settings.R1Penalty * penalty;
        }

        return settings.DriftPenalty > 0 ? total + (settings.DriftPenalty * outputs.square().mean()) : total;
    }

    /// <summary>Adds what is asked of the discriminator's slope.</summary>
    private Tensor Penalised(Tensor total, Batch real, Batch fake, LossLog losses)
    {
        if (settings.GradientPenalty == 0)
        {
            return total;
        }

        var penalty = settings.PenaltyPlace == PenaltyPlace.Between
            ? GradientPenalty.Between(real.Images, fake.Images, LogitsOf)
            : GradientPenalty.AroundReal(real.Images, LogitsOf);
        losses.Add(Curves.GradientPenalty, player.Name, penalty);
        return total + (settings.GradientPenalty * penalty);

        Tensor LogitsOf(Tensor images) => Judge(new Batch(images, real.Labels)).Logits;
    }

    private void Train(Tensor total)
    {
        player.Optimizer.Minimize(total);
        scene.Constrain(player.Network);
        if (settings.WeightClip > 0)
        {
            WeightClipping.Apply(scene.Discriminator, settings.WeightClip, settings.ClippedWeights);
        }
    }

    private DiscriminatorOutput Judge(Batch batch) => scene.Judge.Run(batch.Images, batch.Labels, Mode.Train);

    private void NoteAccuracy(string share, Tensor outputs, bool real, LossLog losses)
    {
        if (scene.Loss.Threshold is { } threshold)
        {
            using var plain = no_grad();
            var calledReal = outputs.gt(threshold).to(ScalarType.Float32).mean();
            losses.AddAccuracy(share, real ? calledReal : 1 - calledReal);
        }
    }
}
