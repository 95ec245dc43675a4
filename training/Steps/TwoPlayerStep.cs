using Gans.Models;
using Gans.Training.Batches;
using Gans.Training.Loop;
using Gans.Training.Losses;
using Gans.Training.Optimizers;
using Gans.Training.Regularizers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Generator = Gans.Models.Generator;

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
public class TwoPlayerStep : GanStep
{
    private readonly GanSettings settings;
    private readonly Generator generator;
    private readonly Discriminator discriminator;
    private readonly Player generatorPlayer;
    private readonly Player discriminatorPlayer;
    private readonly Player? helper;
    private readonly AdversarialLoss loss;
    private readonly GeneratorInputs inputs;
    private readonly DiscriminatorTargets targets;
    private readonly Device device;

    /// <summary>Takes both networks over, moves them to a device and makes an optimizer for each.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="discriminator">The discriminator or critic.</param>
    /// <param name="settings">Batch sizes, losses, regularisers, optimizers.</param>
    /// <param name="device">Where to train.</param>
    public TwoPlayerStep(Generator generator, Discriminator discriminator, GanSettings settings, Device device)
        : this(generator, discriminator, discriminator, settings, device)
    {
    }

    /// <summary>The same, of a discriminator that has parts which its own update does not reach.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="discriminator">The discriminator.</param>
    /// <param name="judge">What its update trains.</param>
    /// <param name="settings">Batch sizes, losses, regularisers, optimizers.</param>
    /// <param name="device">Where to train.</param>
    protected TwoPlayerStep(Generator generator, Discriminator discriminator, Module judge, GanSettings settings, Device device)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(discriminator);
        ArgumentNullException.ThrowIfNull(settings);
        (this.generator, this.discriminator, this.settings, this.device) = (generator, discriminator, settings, device);
        generator.to(device);
        discriminator.to(device);
        generatorPlayer = new Player(GeneratorName, generator, OptimizerFactory.ForGenerator(generator, settings));
        discriminatorPlayer = new Player(DiscriminatorName, judge, OptimizerFactory.ForDiscriminator(judge, settings));
        helper = settings.GeneratorUpdate == GeneratorUpdate.Both
            ? new Player("generator_helper", discriminator, OptimizerFactory.ForGenerator(discriminator, settings))
            : null;
        loss = AdversarialLoss.Of(settings.Loss);
        inputs = new GeneratorInputs(generator, settings, device);
        targets = new DiscriminatorTargets(settings, device);
        Players = helper is null ? [generatorPlayer, discriminatorPlayer] : [generatorPlayer, discriminatorPlayer, helper];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Player> Players { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Module Network)> Networks => [(GeneratorName, generator), (DiscriminatorName, discriminator)];

    /// <inheritdoc/>
    public override Player Generator => generatorPlayer;

    /// <summary>The player that tells real images from generated ones.</summary>
    protected Player Discriminator => discriminatorPlayer;

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
    public override SampleMaker PrepareSamples(int count) => new FixedSamples(generator, inputs.DrawInTurn(count), generator.ClassCount);

    /// <inheritdoc/>
    internal override StandingStatistics? PrepareStanding() =>
        settings.StandingBatches > 0 ? new StandingStatistics(generator, settings, device) : null;

    /// <summary>The classes that the discriminator must guess of images it is trained on; null for none.</summary>
    /// <param name="batch">The images.</param>
    protected virtual Tensor? ClassesOf(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.Labels;
    }

    /// <summary>The loss of images that are real.</summary>
    /// <param name="outputs">What the discriminator says of them.</param>
    protected Tensor LossOfReal(DiscriminatorOutput outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return loss.Discriminator(outputs.Logits, targets.Draw(outputs.Logits.shape[0], real: true));
    }

    private void UpdateDiscriminator(long step, IBatchSource batches, LossLog losses)
    {
        using var scope = NewDisposeScope();
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

    /// <summary>One update of the generator on fresh images.</summary>
    /// <param name="step">The step, from 1.</param>
    /// <param name="losses">Where losses are noted.</param>
    protected virtual void UpdateGenerator(long step, LossLog losses)
    {
        using var scope = NewDisposeScope();
        using var frozen = helper is null ? discriminator.Frozen() : null;
        var input = inputs.Draw(settings.BatchSize);
        var images = generator.Run(input, Mode.Train);
        var outputs = Judge(new Batch(Noisy(images, step), input.Labels));
        var generatorLoss = loss.Generator(outputs.Logits);
        losses.Add(GeneratorName, generatorPlayer.Name, generatorLoss);
        generatorLoss = WithClassLoss(generatorLoss, "generator_class", generatorPlayer, outputs, input.Labels, losses);
        ReadOnlySpan<Optimizer> optimizers = helper is null ? [generatorPlayer.Optimizer] : [generatorPlayer.Optimizer, helper.Optimizer];
        Optimizer.MinimizeTogether(WithWeightPenalty(generatorLoss, losses), optimizers);
    }

    /// <summary>Adds what is asked of the generator's weights.</summary>
    /// <param name="total">The generator's loss so far.</param>
    /// <param name="losses">Where the penalty is noted.</param>
    protected Tensor WithWeightPenalty(Tensor total, LossLog losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        if (settings.OrthogonalPenalty == 0)
        {
            return total;
        }

        var penalty = OrthogonalPenalty.Of(generator.parameters());
        losses.Add("orthogonal_penalty", generatorPlayer.Name, penalty);
        return total + (settings.OrthogonalPenalty * penalty);
    }

    /// <summary>Images as the discriminator sees them: under the instance noise that is left at a step.</summary>
    /// <param name="images">The images.</param>
    /// <param name="step">The step, from 1.</param>
    protected Tensor Noisy(Tensor images, long step)
    {
        ArgumentNullException.ThrowIfNull(images);
        var left = settings.InstanceNoiseSteps == 0 ? 1 : Math.Max(0, 1 - ((step - 1.0) / settings.InstanceNoiseSteps));
        return settings.InstanceNoise * left == 0
            ? images
            : images + (randn(images.shape, ScalarType.Float32, images.device) * (settings.InstanceNoise * left));
    }

    private Batch RealBatch(long step, IBatchSource batches)
    {
        var batch = batches.Next(settings.DiscriminatorBatchSize);
        return batch with { Images = Noisy(batch.Images, step), Labels = generator.ClassCount > 0 ? batch.Labels : null };
    }

    /// <summary>Generated images, as many as the real ones, that no gradient leads back from.</summary>
    /// <remarks>With a gradient penalty between them they have the real images' labels, so that what lies between two images has one label.</remarks>
    private Batch FakeBatch(long step, Batch real)
    {
        using var frozen = generator.Frozen();
        var count = (int)real.Images.shape[0];
        var arePaired = settings.GradientPenalty > 0 && settings.PenaltyPlace == PenaltyPlace.Between;
        var input = arePaired ? inputs.Draw(count, real.Labels) : inputs.Draw(count);
        return new Batch(Noisy(generator.Run(input, settings.FakesMode), step), input.Labels);
    }

    private Tensor LossOfReal(Batch real, LossLog losses)
    {
        real.Images.requires_grad = settings.R1Penalty > 0;
        var outputs = Judge(real);
        var realLoss = LossOfReal(outputs);
        losses.Add("discriminator_real", discriminatorPlayer.Name, realLoss);
        NoteAccuracy("real", outputs.Logits, real: true, losses);
        var total = WithScorePenalties(realLoss, real.Images, outputs.Logits, losses);
        return WithClassLoss(total, "discriminator_real_class", discriminatorPlayer, outputs, ClassesOf(real), losses);
    }

    private Tensor LossOfFake(Batch fake, LossLog losses)
    {
        var outputs = Judge(fake);
        var fakeLoss = loss.Discriminator(outputs.Logits, targets.Draw(outputs.Logits.shape[0], real: false));
        losses.Add("discriminator_fake", discriminatorPlayer.Name, fakeLoss);
        NoteAccuracy("fake", outputs.Logits, real: false, losses);
        return WithClassLoss(fakeLoss, "discriminator_fake_class", discriminatorPlayer, outputs, ClassesOf(fake), losses);
    }

    private Tensor LossOfStack(Batch real, Batch fake, LossLog losses)
    {
        var count = real.Images.shape[0];
        real.Images.requires_grad = settings.R1Penalty > 0;
        var labels = real.Labels is null ? null : cat([real.Labels, fake.Labels!], 0);
        var stack = new Batch(cat([real.Images, fake.Images], 0), labels);
        var judged = Judge(stack);
        var outputs = judged.Logits;
        var stackLoss = loss.Discriminator(outputs, cat([targets.Draw(count, real: true), targets.Draw(count, real: false)], 0));
        losses.Add("discriminator", discriminatorPlayer.Name, stackLoss);
        NoteAccuracy("real", outputs.slice(0, 0, count, 1), real: true, losses);
        NoteAccuracy("fake", outputs.slice(0, count, 2 * count, 1), real: false, losses);
        var total = WithScorePenalties(stackLoss, real.Images, outputs.slice(0, 0, count, 1), losses);
        return WithClassLoss(total, "discriminator_class", discriminatorPlayer, judged, ClassesOf(stack), losses);
    }

    /// <summary>Adds the cross-entropy of a guessed class with the true or the given one, where the discriminator guesses it: AC-GAN's L_C.</summary>
    private static Tensor WithClassLoss(Tensor total, string name, Player player, DiscriminatorOutput outputs, Tensor? labels, LossLog losses)
    {
        if (outputs.ClassLogits is not { } classLogits || labels is null)
        {
            return total;
        }

        var classLoss = nn.functional.cross_entropy(classLogits, labels);
        losses.Add(name, player.Name, classLoss);
        return total + classLoss;
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
        losses.Add("gradient_penalty", discriminatorPlayer.Name, penalty);
        return total + (settings.GradientPenalty * penalty);

        Tensor LogitsOf(Tensor images) => Judge(new Batch(images, real.Labels)).Logits;
    }

    private void TrainDiscriminator(Tensor total)
    {
        discriminatorPlayer.Optimizer.Minimize(total);
        if (settings.WeightClip > 0)
        {
            WeightClipping.Apply(discriminator, settings.WeightClip, settings.ClippedWeights);
        }
    }

    private DiscriminatorOutput Judge(Batch batch) => discriminator.Run(batch.Images, batch.Labels, Mode.Train);

    private void NoteAccuracy(string name, Tensor outputs, bool real, LossLog losses)
    {
        if (loss.Threshold is { } threshold)
        {
            using var plain = no_grad();
            var calledReal = outputs.gt(threshold).to(ScalarType.Float32).mean();
            losses.AddAccuracy(name, real ? calledReal : 1 - calledReal);
        }
    }
}
