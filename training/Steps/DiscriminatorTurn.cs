using Gans.Models;
using Gans.Onnx;
using Gans.Training.Batches;
using Gans.Training.Measures;
using Gans.Training.Optimizers;
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
    private readonly Parts parts = scene.Parts;

    /// <summary>The factor of penalties of slopes at the present step; 0 between two that have them.</summary>
    private int slopeShare;

    /// <inheritdoc/>
    public void Run(long step, IBatchSource batches, LossLog losses)
    {
        slopeShare = (step - 1) % settings.LazyRegularization == 0 ? settings.LazyRegularization : 0;
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
                Train(part => LossOfReal(parts.Of(real, part), losses));
                TrainOnBoth(FakeBatch(step, real), (_, made) => LossOfFake(made, losses));
                break;
            case DiscriminatorUpdate.Summed when scene.Loss.TakesDifferences:
                TrainOnBoth(FakeBatch(step, real), (shown, made) => LossOfPairs(shown, made, losses));
                break;
            case DiscriminatorUpdate.Summed:
                TrainOnBoth(FakeBatch(step, real), (shown, made) => LossOfReal(shown, losses).Plus(LossOfFake(made, losses)));
                break;
            case DiscriminatorUpdate.Stacked:
                TrainOnBoth(FakeBatch(step, real), (shown, made) => LossOfStack(shown, made, losses));
                break;
            default:
                throw new InvalidOperationException($"{settings.DiscriminatorUpdate} is not a way to update the discriminator.");
        }

        void TrainOnBoth(Batch fake, Func<Batch, Batch, Tensor> loss) => Train(part =>
        {
            var (shown, made) = (parts.Of(real, part), parts.Of(fake, part));
            return Penalised(loss(shown, made), shown, made, losses);
        });
    }

    /// <summary>As many generated images as real ones, of the same labels where a penalty looks between them: what lies between two has one label.</summary>
    private Batch FakeBatch(long step, Batch real)
    {
        var count = (int)real.Images.shape[0];
        var arePaired = settings.GradientPenalty > 0 && settings.PenaltyPlace == PenaltyPlace.Between;
        return scene.MakeFake(step, arePaired ? scene.Inputs.DrawForTraining(count, real.Labels) : scene.Inputs.DrawForTraining(count));
    }

    private Tensor LossOfReal(Batch real, LossLog losses)
    {
        real = real with { Images = WithSlope(real.Images, settings.R1Penalty) };
        var outputs = Judge(real);
        var loss = scene.LossOf(outputs.Logits, real: true);
        losses.Add(Curves.Real, player.Name, loss);
        NoteAccuracy(Shares.Real, outputs.Logits, real: true, losses);
        var total = WithScorePenalties(loss, real.Images, outputs.Logits, losses);
        return Scene.WithClassLoss(total, Curves.RealClass, player, outputs, scene.ClassesOf(real), losses);
    }

    private Tensor LossOfFake(Batch fake, LossLog losses)
    {
        fake = fake with { Images = WithSlope(fake.Images, settings.R2Penalty) };
        var outputs = Judge(fake);
        var loss = scene.LossOf(outputs.Logits, real: false);
        losses.Add(Curves.Fake, player.Name, loss);
        NoteAccuracy(Shares.Fake, outputs.Logits, real: false, losses);
        var total = WithR2(loss, fake.Images, outputs.Logits, losses);
        return Scene.WithClassLoss(total, Curves.FakeClass, player, outputs, scene.ClassesOf(fake), losses);
    }

    private Tensor LossOfStack(Batch real, Batch fake, LossLog losses)
    {
        var count = real.Images.shape[0];
        var (images, made) = (WithSlope(real.Images, settings.R1Penalty), WithSlope(fake.Images, settings.R2Penalty));
        var labels = real.Labels is null ? null : cat([real.Labels, fake.Labels!], 0);
        var stack = new Batch(cat([images, made], 0), labels);
        var outputs = Judge(stack);
        var (ofReal, ofFake) = (outputs.Logits.slice(0, 0, count, 1), outputs.Logits.slice(0, count, 2 * count, 1));
        var loss = scene.Loss.TakesDifferences
            ? scene.LossOf(ofReal - ofFake, real: true)
            : scene.Loss.Discriminator(outputs.Logits, cat([scene.Targets(count, real: true), scene.Targets(count, real: false)], 0));
        losses.Add(Curves.Discriminator, player.Name, loss);
        NoteAccuracy(Shares.Real, ofReal, real: true, losses);
        NoteAccuracy(Shares.Fake, ofFake, real: false, losses);
        var total = WithR2(WithScorePenalties(loss, images, ofReal, losses), made, ofFake, losses);
        return Scene.WithClassLoss(total, Curves.DiscriminatorClass, player, outputs, scene.ClassesOf(stack), losses);
    }

    /// <summary>The loss of real images and generated ones in pairs, by their places.</summary>
    private Tensor LossOfPairs(Batch real, Batch fake, LossLog losses)
    {
        var (images, made) = (WithSlope(real.Images, settings.R1Penalty), WithSlope(fake.Images, settings.R2Penalty));
        var (ofReal, ofFake) = (Judge(real with { Images = images }), Judge(fake with { Images = made }));
        var loss = scene.LossOf(ofReal.Logits - ofFake.Logits, real: true);
        losses.Add(Curves.Discriminator, player.Name, loss);
        var total = WithR2(WithScorePenalties(loss, images, ofReal.Logits, losses), made, ofFake.Logits, losses);
        total = Scene.WithClassLoss(total, Curves.RealClass, player, ofReal, scene.ClassesOf(real), losses);
        return Scene.WithClassLoss(total, Curves.FakeClass, player, ofFake, scene.ClassesOf(fake), losses);
    }

    /// <summary>Images of which the slope can be asked, where a penalty of this weight does now.</summary>
    private Tensor WithSlope(Tensor images, double weight) => weight * slopeShare > 0 ? images.detach().requires_grad_(true) : images;

    /// <summary>Adds what is asked of the outputs for real images: R1 and drift.</summary>
    private Tensor WithScorePenalties(Tensor total, Tensor images, Tensor outputs, LossLog losses)
    {
        total = WithSlopePenalty(total, settings.R1Penalty, Curves.R1Penalty, images, outputs, losses);
        return settings.DriftPenalty > 0 ? total.Plus(outputs.Squared().mean().Times(settings.DriftPenalty)) : total;
    }

    /// <summary>Adds R2: what R1 asks of real images is asked of generated ones.</summary>
    private Tensor WithR2(Tensor total, Tensor images, Tensor outputs, LossLog losses) =>
        WithSlopePenalty(total, settings.R2Penalty, Curves.R2Penalty, images, outputs, losses);

    private Tensor WithSlopePenalty(Tensor total, double weight, string curve, Tensor images, Tensor outputs, LossLog losses)
    {
        if (weight * slopeShare == 0)
        {
            return total;
        }

        var penalty = R1Penalty.At(images, outputs);
        losses.Add(curve, player.Name, penalty);
        return total.Plus(penalty.Times(weight * slopeShare));
    }

    /// <summary>Adds what is asked of the discriminator's slope elsewhere.</summary>
    private Tensor Penalised(Tensor total, Batch real, Batch fake, LossLog losses)
    {
        if (settings.GradientPenalty * slopeShare == 0)
        {
            return total;
        }

        var penalty = settings.PenaltyPlace == PenaltyPlace.Between
            ? GradientPenalty.Between(real.Images, fake.Images, LogitsOf)
            : GradientPenalty.AroundReal(real.Images, LogitsOf);
        losses.Add(Curves.GradientPenalty, player.Name, penalty);
        return total.Plus(penalty.Times(settings.GradientPenalty * slopeShare));

        Tensor LogitsOf(Tensor images) => Judge(new Batch(images, real.Labels)).Logits;
    }

    private void Train(Func<int, Tensor> total)
    {
        Optimizer.MinimizeTogether(parts.Count, total, player.Optimizer);
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
            var calledReal = outputs.gt(Held.Number(threshold)).to(ScalarType.Float32).mean();
            losses.AddAccuracy(share, real ? calledReal : calledReal.From(1));
        }
    }
}
