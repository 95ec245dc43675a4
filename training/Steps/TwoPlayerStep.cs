using Gans.Models;
using Gans.Torch;
using Gans.Training.Batches;
using Gans.Training.Loop;
using Gans.Training.Losses;
using Gans.Training.Regularizers;

namespace Gans.Training.Steps;

/// <summary>
/// One generator against one discriminator, with or without labels. Rounds of the discriminator on real images and on generated ones, then one update
/// of the generator on a fresh, full batch.
/// </summary>
/// <remarks>
/// Goodfellow et al., Generative Adversarial Networks, 2014 (arXiv:1406.2661), algorithm 1, in the form of spec 04, section 0.3: images for the
/// discriminator come from the generator in inference mode, outside the graph; in the generator's update both networks are in training mode and the
/// discriminator is frozen. Real images go with their own labels, generated ones with the uniform labels that they were made from.
/// </remarks>
public sealed class TwoPlayerStep : GanStep
{
    private readonly GanSettings settings;
    private readonly Generator generator;
    private readonly Discriminator discriminator;
    private readonly Player generatorPlayer;
    private readonly Player discriminatorPlayer;
    private readonly AdversarialLoss loss;
    private readonly GeneratorInputs inputs;
    private readonly DiscriminatorTargets targets;

    /// <summary>Takes both networks over, moves them to a device and makes an optimizer for each.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="discriminator">The discriminator or critic.</param>
    /// <param name="settings">Batch sizes, losses, regularisers, optimizers.</param>
    /// <param name="device">Where to train.</param>
    public TwoPlayerStep(Generator generator, Discriminator discriminator, GanSettings settings, Device device)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(discriminator);
        ArgumentNullException.ThrowIfNull(settings);
        (this.generator, this.discriminator, this.settings) = (generator, discriminator, settings);
        generator.MoveTo(device);
        discriminator.MoveTo(device);
        generatorPlayer = new Player(
            GeneratorName, generator, OptimizerFactory.Create(generator, settings, settings.GeneratorLearningRate, settings.GeneratorBeta1));
        discriminatorPlayer = new Player(
            "discriminator", discriminator, OptimizerFactory.Create(discriminator, settings, settings.DiscriminatorLearningRate, settings.DiscriminatorBeta1));
        loss = AdversarialLoss.Of(settings.Loss);
        inputs = new GeneratorInputs(generator, settings.LatentDistribution, device);
        targets = new DiscriminatorTargets(settings, device);
        Players = [generatorPlayer, discriminatorPlayer];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Player> Players { get; }

    /// <inheritdoc/>
    public override Player Generator => generatorPlayer;

    /// <inheritdoc/>
    public override void Run(long step, IBatchSource batches, LossLog losses)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(losses);
        for (var round = 0; round < settings.DiscriminatorSteps; round++)
        {
            UpdateDiscriminator(step, batches, losses);
        }

        UpdateGenerator(step, losses);
    }

    /// <inheritdoc/>
    public override SampleMaker PrepareSamples(int count) => new FixedSamples(generator, inputs.DrawInTurn(count));

    private void UpdateDiscriminator(long step, IBatchSource batches, LossLog losses)
    {
        using var scope = new TensorScope();
        var real = RealBatch(step, batches);
        switch (settings.DiscriminatorUpdate)
        {
            case DiscriminatorUpdate.Separate:
                TrainDiscriminator(LossOfReal(real, losses));
                var fake = FakeBatch(step, real);
                TrainDiscriminator(Penalised(LossOfFake(fake, losses), real, fake, losses));
                break;
            case DiscriminatorUpdate.Summed:
                fake = FakeBatch(step, real);
                TrainDiscriminator(Penalised(LossOfReal(real, losses) + LossOfFake(fake, losses), real, fake, losses));
                break;
            case DiscriminatorUpdate.Stacked:
                fake = FakeBatch(step, real);
                TrainDiscriminator(Penalised(LossOfStack(real, fake, losses), real, fake, losses));
                break;
            default:
                throw new InvalidOperationException($"{settings.DiscriminatorUpdate} is not a way to update the discriminator.");
        }
    }

    private void UpdateGenerator(long step, LossLog losses)
    {
        using var scope = new TensorScope();
        using var frozen = discriminator.Freeze();
        var input = inputs.Draw(settings.BatchSize);
        var images = generator.Forward(input, Mode.Train);
        var outputs = discriminator.Forward(Noisy(images, step), input.Labels, Mode.Train).Logits;
        var generatorLoss = loss.Generator(outputs);
        losses.Add(GeneratorName, generatorPlayer.Name, generatorLoss);
        if (settings.OrthogonalPenalty > 0)
        {
            var penalty = OrthogonalPenalty.Of(generator.Parameters());
            losses.Add("orthogonal_penalty", generatorPlayer.Name, penalty);
            generatorLoss += settings.OrthogonalPenalty * penalty;
        }

        generatorPlayer.Optimizer.Minimize(generatorLoss);
    }

    private Batch RealBatch(long step, IBatchSource batches)
    {
        var batch = batches.Next(settings.DiscriminatorBatchSize);
        return batch with { Images = Noisy(batch.Images, step), Labels = generator.ClassCount > 0 ? batch.Labels : null };
    }

    /// <summary>Generated images, as many as the real ones, that no gradient leads back from.</summary>
    /// <remarks>With a gradient penalty they have the real images' labels, so that what lies between two images has one label.</remarks>
    private Batch FakeBatch(long step, Batch real)
    {
        using var frozen = generator.Freeze();
        var count = (int)real.Images.Shape[0];
        var input = settings.GradientPenalty > 0 ? inputs.Draw(count, real.Labels) : inputs.Draw(count);
        return new Batch(Noisy(generator.Forward(input, settings.FakesMode), step), input.Labels);
    }

    private Tensor LossOfReal(Batch real, LossLog losses)
    {
        real.Images.RequiresGrad = settings.R1Penalty > 0;
        var outputs = Judge(real);
        var realLoss = loss.Discriminator(outputs, targets.Draw(outputs.Shape[0], real: true));
        losses.Add("discriminator_real", discriminatorPlayer.Name, realLoss);
        NoteAccuracy("real", outputs, real: true, losses);
        return WithScorePenalties(realLoss, real.Images, outputs, losses);
    }

    private Tensor LossOfFake(Batch fake, LossLog losses)
    {
        var outputs = Judge(fake);
        var fakeLoss = loss.Discriminator(outputs, targets.Draw(outputs.Shape[0], real: false));
        losses.Add("discriminator_fake", discriminatorPlayer.Name, fakeLoss);
        NoteAccuracy("fake", outputs, real: false, losses);
        return fakeLoss;
    }

    private Tensor LossOfStack(Batch real, Batch fake, LossLog losses)
    {
        var count = real.Images.Shape[0];
        real.Images.RequiresGrad = settings.R1Penalty > 0;
        var labels = real.Labels is null ? null : Tensor.Concat([real.Labels, fake.Labels!], axis: 0);
        var outputs = Judge(new Batch(Tensor.Concat([real.Images, fake.Images], axis: 0), labels));
        var stackLoss = loss.Discriminator(outputs, Tensor.Concat([targets.Draw(count, real: true), targets.Draw(count, real: false)], axis: 0));
        losses.Add("discriminator", discriminatorPlayer.Name, stackLoss);
        NoteAccuracy("real", outputs.Slice(0, 0, count), real: true, losses);
        NoteAccuracy("fake", outputs.Slice(0, count, 2 * count), real: false, losses);
        return WithScorePenalties(stackLoss, real.Images, outputs.Slice(0, 0, count), losses);
    }

    /// <summary>Adds what is asked of the outputs for real images: R1 and drift.</summary>
    private Tensor WithScorePenalties(Tensor total, Tensor images, Tensor outputs, LossLog losses)
    {
        if (settings.R1Penalty > 0)
        {
            var penalty = R1Penalty.At(images, outputs);
            losses.Add("r1_penalty", discriminatorPlayer.Name, penalty);
            total += settings.R1Penalty * penalty;
        }

        return settings.DriftPenalty > 0 ? total + (settings.DriftPenalty * outputs.Square().Mean()) : total;
    }

    /// <summary>Adds what is asked of the discriminator between real and generated images.</summary>
    private Tensor Penalised(Tensor total, Batch real, Batch fake, LossLog losses)
    {
        if (settings.GradientPenalty == 0)
        {
            return total;
        }

        var penalty = GradientPenalty.Between(real.Images, fake.Images, images => Judge(new Batch(images, real.Labels)));
        losses.Add("gradient_penalty", discriminatorPlayer.Name, penalty);
        return total + (settings.GradientPenalty * penalty);
    }

    private void TrainDiscriminator(Tensor total)
    {
        discriminatorPlayer.Optimizer.Minimize(total);
        if (settings.WeightClip > 0)
        {
            WeightClipping.Apply(discriminator, settings.WeightClip, settings.ClippedWeights);
        }
    }

    private Tensor Judge(Batch batch) => discriminator.Forward(batch.Images, batch.Labels, Mode.Train).Logits;

    private Tensor Noisy(Tensor images, long step)
    {
        var left = settings.InstanceNoiseSteps == 0 ? 1 : Math.Max(0, 1 - ((step - 1.0) / settings.InstanceNoiseSteps));
        return settings.InstanceNoise * left == 0
            ? images
            : images + (Tensor.RandomNormal(images.Shape.Sizes, DType.Float32, images.Device) * (settings.InstanceNoise * left));
    }

    private void NoteAccuracy(string name, Tensor outputs, bool real, LossLog losses)
    {
        if (loss.Threshold is { } threshold)
        {
            using var plain = Autograd.NoGrad();
            var calledReal = outputs.GreaterThan(threshold).To(DType.Float32).Mean();
            losses.AddAccuracy(name, real ? calledReal : 1 - calledReal);
        }
    }
}
