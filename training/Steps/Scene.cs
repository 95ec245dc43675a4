using Gans.Models;
using Gans.Models.Layers;
using Gans.Onnx;
using Gans.Training.Batches;
using Gans.Training.Losses;
using Gans.Training.Measures;
using Gans.Training.Regularizers;
using TorchSharp;
using static TorchSharp.torch;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Steps;

/// <summary>What the updates of a GAN's step share: networks, inputs, loss, penalties, optimizers.</summary>
internal sealed class Scene
{
    private readonly DiscriminatorTargets targets;
    private readonly DifferentiableAugmentation augmentation;

    /// <summary>Takes both networks over, moves them to a device and makes an optimizer for each.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="discriminator">The discriminator or critic.</param>
    /// <param name="settings">Batch sizes, losses, regularisers, optimizers.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="judge">The part of the discriminator that tells real from generated images, where it has other parts; null for all of it.</param>
    internal Scene(Generator generator, Discriminator discriminator, GanSettings settings, Device device, Discriminator? judge = null)
    {
        generator.to(device);
        discriminator.to(device);
        (Generator, Discriminator, Judge, Settings, Device) = (generator, discriminator, judge ?? discriminator, settings, device);
        GeneratorPlayer = new Player(PlayerNames.Generator, generator, OptimizerFactory.ForGenerator(generator, settings));
        DiscriminatorPlayer = new Player(PlayerNames.Discriminator, Judge, OptimizerFactory.ForDiscriminator(Judge, settings));
        Loss = AdversarialLoss.Of(settings.Loss, (discriminator as AutoencoderDiscriminator)?.Balance);
        Inputs = new GeneratorInputs(generator, settings, device);
        targets = new DiscriminatorTargets(settings, device);
        augmentation = DifferentiableAugmentation.Of(settings);
    }

    /// <summary>Batch sizes, losses, regularisers, optimizers; the batch size is that of the present level where networks grow.</summary>
    internal GanSettings Settings { get; set; }

    internal Device Device { get; }

    internal Generator Generator { get; }

    /// <summary>The whole discriminator, with what it finds besides.</summary>
    internal Discriminator Discriminator { get; }

    /// <summary>What the discriminator's own update shows images and trains.</summary>
    internal Discriminator Judge { get; }

    internal Player GeneratorPlayer { get; }

    internal Player DiscriminatorPlayer { get; }

    internal AdversarialLoss Loss { get; }

    /// <summary>In what parts updates work through their batches.</summary>
    internal Parts Parts => new(Settings.Accumulation);

    /// <summary>What the generator makes images from.</summary>
    internal GeneratorInputs Inputs { get; }

    /// <summary>Pixels a side of the data where networks grow up to it; 0 where images are of one size.</summary>
    internal int FullSize { get; init; }

    /// <summary>Makes real images as the present level sees them; null where images are of one size.</summary>
    internal LevelImages? Level { get; set; }

    /// <summary>The class of images without a label, and of generated ones, where the discriminator has one for them.</summary>
    internal int? ClassOfOthers { get; init; }

    /// <summary>Images as a discriminator sees them: changed at random, and under the instance noise that is left at a step.</summary>
    internal Tensor Shown(Tensor images, long step)
    {
        images = augmentation.Apply(images);
        var left = Settings.InstanceNoiseSteps == 0 ? 1 : Math.Max(0, 1 - ((step - 1.0) / Settings.InstanceNoiseSteps));
        return Settings.InstanceNoise * left == 0
            ? images
            : images.Plus(randn(images.shape, ScalarType.Float32, images.device).Times(Settings.InstanceNoise * left));
    }

    /// <summary>Real images, with their labels where the generator has such.</summary>
    internal Batch DrawReal(long step, IBatchSource batches) => DrawReal(step, batches, Settings.DiscriminatorBatchSize);

    /// <summary>The same, any number of them.</summary>
    internal Batch DrawReal(long step, IBatchSource batches, int count)
    {
        var batch = batches.Next(count);
        return new Batch(Shown(AtLevel(batch.Images), step), Generator.ClassCount > 0 ? batch.Labels : null);
    }

    /// <summary>Real images as the present level sees them.</summary>
    internal Tensor AtLevel(Tensor images) => Level?.Of(images) ?? images;

    /// <summary>Generated images of the data's size: those of a lower level are enlarged by repeating pixels.</summary>
    internal Tensor AtFullSize(Tensor images) => FullSize == 0 || images.shape[^1] == FullSize
        ? images
        : nn.functional.interpolate(images, [FullSize, FullSize], mode: InterpolationMode.Nearest);

    /// <summary>Holds the weights of a player that has just been updated within what settings allow.</summary>
    internal void Constrain(nn.Module network)
    {
        if (Settings.MaxNorm > 0)
        {
            MaxNorm.Apply(network.parameters().Where(parameter => parameter.requires_grad), Settings.MaxNorm);
        }
    }

    /// <summary>Generated images that no gradient leads back from, with the labels that they are made from.</summary>
    internal Batch MakeFake(long step, GeneratorInput input)
    {
        using var frozen = Generator.Frozen();
        return new Batch(Shown(Generator.Run(input, Settings.FakesMode), step), input.Labels);
    }

    /// <summary>What the discriminator is told that images are, [N, 1].</summary>
    internal Tensor Targets(long count, bool real) => targets.Draw(count, real);

    /// <summary>The discriminator's loss of logits [N, 1] of images that are all real, or all generated.</summary>
    internal Tensor LossOf(Tensor logits, bool real) => Loss.Discriminator(logits, targets.Draw(logits.shape[0], real));

    /// <summary>The classes that the discriminator must guess of images that its own update shows; null for none.</summary>
    internal Tensor? ClassesOf(Batch batch) =>
        ClassOfOthers is { } others ? full([batch.Images.shape[0]], Held.Number(others), ScalarType.Int64, Device) : batch.Labels;

    /// <summary>Adds the cross-entropy of a guessed class with the true or the given one, where the discriminator guesses it: AC-GAN's L_C.</summary>
    internal static Tensor WithClassLoss(Tensor total, string curve, Player player, DiscriminatorOutput outputs, Tensor? classes, LossLog losses)
    {
        if (outputs.ClassLogits is not { } classLogits || classes is null)
        {
            return total;
        }

        var classLoss = nn.functional.cross_entropy(classLogits, classes);
        losses.Add(curve, player.Name, classLoss);
        return total.Plus(classLoss);
    }

    /// <summary>Adds what is asked of the generator's weights.</summary>
    internal Tensor WithWeightPenalty(Tensor total, LossLog losses)
    {
        if (Settings.OrthogonalPenalty == 0)
        {
            return total;
        }

        var penalty = OrthogonalPenalty.Of(Generator);
        losses.Add(Curves.OrthogonalPenalty, GeneratorPlayer.Name, penalty);
        return total.Plus(penalty.Times(Settings.OrthogonalPenalty));
    }
}
