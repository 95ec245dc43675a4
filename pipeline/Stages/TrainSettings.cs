using System.Collections.Immutable;
using Gans.Formats;
using Gans.Models;
using static Gans.Pipeline.Stages.TrainSetting;

namespace Gans.Pipeline.Stages;

/// <summary>
/// The options of <see cref="TrainStage"/> that replace a setting of the model. One that sets both players' comes before those of one player.
/// </summary>
internal static class TrainSettings
{
    /// <summary>All of them, in the order of help texts.</summary>
    public static ImmutableArray<TrainSetting> All { get; } =
    [
        Whole("batch_size", "Images of a generator update", minimum: 2, (settings, value) => settings with { BatchSize = (int)value }),
        Whole("latent_size", "Length of a latent vector", minimum: 1, (settings, value) => settings with { LatentSize = (int)value }),
        Word<LatentDistribution>("latent_distribution", "Law of latent vectors", (settings, value) => settings with { LatentDistribution = value }),
        Whole("generator_width", "Channels of the generator's inner layers", minimum: 1, (settings, value) => settings with { GeneratorWidth = (int)value }),
        Whole(
            "discriminator_width",
            "Channels of the discriminator's inner layers",
            minimum: 1,
            (settings, value) => settings with { DiscriminatorWidth = (int)value }),
        Word<CurveKind>("curve", "The curve whose points gan-1d learns", (settings, value) => settings with { Curve = value }),
        Whole("embedding_size", "Length of a class's learned vector", minimum: 1, (settings, value) => settings with { EmbeddingSize = (int)value }),
        Number(
            "dropout_rate",
            "Share of the discriminator's features dropped in training",
            minimum: 0,
            (settings, value) => settings with { DropoutRate = value },
            below: 1),
        Whole("code_categories", "Values of the category in a control code", minimum: 0, (settings, value) => settings with { CodeCategories = (int)value }),
        Whole("continuous_codes", "Numbers from -1 to 1 in a control code", minimum: 0, (settings, value) => settings with { ContinuousCodes = (int)value }),
        Flag("gaussian_codes", "Find each number of a code as a Gaussian, not as a point", settings => settings with { GaussianCodes = true }),
        Number("code_weight", "Weight of finding a code again", minimum: 0, (settings, value) => settings with { CodeWeight = value }),
        Word<CodeUpdate>(
            "code_update", "What the update that finds a code trains of the discriminator", (settings, value) => settings with { CodeUpdate = value }),
        Whole(
            "labelled_images",
            "Images whose class a semi-supervised discriminator is told",
            minimum: 1,
            (settings, value) => settings with { LabelledImages = (int)value }),
        Word<DiscriminatorDesign>(
            "discriminator_design",
            "How a semi-supervised discriminator tells real from generated, and the class",
            (settings, value) => settings with { DiscriminatorDesign = value }),
        Word<AdversarialLossKind>("loss", "What the two players minimise", (settings, value) => settings with { Loss = value }),
        Whole(
            "discriminator_steps",
            "Discriminator rounds before each generator update",
            minimum: 1,
            (settings, value) => settings with { DiscriminatorSteps = (int)value }),
        Word<DiscriminatorUpdate>(
            "discriminator_update", "How the discriminator sees real and generated images", (settings, value) => settings with { DiscriminatorUpdate = value }),
        Flag(
            "full_discriminator_batches",
            "Show the discriminator whole batches of each kind, not half ones",
            settings => settings with { FullDiscriminatorBatches = true }),
        Word<GeneratorUpdate>(
            "generator_update",
            "What the generator's update trains: itself, or the discriminator too",
            (settings, value) => settings with { GeneratorUpdate = value }),
        Word<Mode>("fakes_mode", "The generator's mode while it makes images for the discriminator", (settings, value) => settings with { FakesMode = value }),
        Number("gradient_penalty", "Weight of the gradient penalty", minimum: 0, (settings, value) => settings with { GradientPenalty = value }),
        Word<PenaltyPlace>(
            "penalty_place",
            "Where the gradient penalty looks: between real and generated images, as WGAN-GP, or around real ones, as DRAGAN",
            (settings, value) => settings with { PenaltyPlace = value }),
        Number("r1_penalty", "Weight of the R1 penalty on real images", minimum: 0, (settings, value) => settings with { R1Penalty = value }),
        Number("drift_penalty", "Weight of the squared scores of real images", minimum: 0, (settings, value) => settings with { DriftPenalty = value }),
        Number(
            "orthogonal_penalty",
            "Weight of the generator's orthogonal regularisation",
            minimum: 0,
            (settings, value) => settings with { OrthogonalPenalty = value }),
        Number(
            "weight_clip", "Largest magnitude of a critic's weight; 0 for no clipping", minimum: 0, (settings, value) => settings with { WeightClip = value }),
        Word<ClippedWeights>("clipped_weights", "Which weights are clipped", (settings, value) => settings with { ClippedWeights = value }),
        Number("real_target_min", "Least target of real images", minimum: 0, (settings, value) => settings with { RealTargetMin = value }),
        Number("real_target_max", "Greatest target of real images", minimum: 0, (settings, value) => settings with { RealTargetMax = value }),
        Number("fake_target_min", "Least target of generated images", minimum: 0, (settings, value) => settings with { FakeTargetMin = value }),
        Number("fake_target_max", "Greatest target of generated images", minimum: 0, (settings, value) => settings with { FakeTargetMax = value }),
        Number(
            "label_flip_rate",
            "Share of the discriminator's targets that are flipped",
            minimum: 0,
            (settings, value) => settings with { LabelFlipRate = value }),
        Number(
            "instance_noise",
            "Deviation, at the start, of the noise on all that the discriminator sees",
            minimum: 0,
            (settings, value) => settings with { InstanceNoise = value }),
        Whole(
            "instance_noise_steps",
            "Steps in which that noise falls to nothing; 0 keeps it",
            minimum: 0,
            (settings, value) => settings with { InstanceNoiseSteps = value },
            long.MaxValue),
        Word<OptimizerKind>("optimizer", "The step rule of both players", (settings, value) => settings with { Optimizer = value }),
        Number(
            "learning_rate",
            "Step size of both players",
            minimum: 0,
            (settings, value) => settings with { GeneratorLearningRate = value, DiscriminatorLearningRate = value }),
        Number("generator_learning_rate", "Step size of the generator", minimum: 0, (settings, value) => settings with { GeneratorLearningRate = value }),
        Number(
            "discriminator_learning_rate",
            "Step size of the discriminator",
            minimum: 0,
            (settings, value) => settings with { DiscriminatorLearningRate = value }),
        Number(
            "generator_learning_rate_decay",
            "How fast the generator's step size falls: rate / (1 + decay * updates)",
            minimum: 0,
            (settings, value) => settings with { GeneratorLearningRateDecay = value }),
        Number(
            "discriminator_learning_rate_decay",
            "How fast the discriminator's step size falls",
            minimum: 0,
            (settings, value) => settings with { DiscriminatorLearningRateDecay = value }),
        Number(
            "gradient_clip",
            "Greatest magnitude of an element of a gradient; 0 for no limit",
            minimum: 0,
            (settings, value) => settings with { GradientClip = value }),
        Number(
            "beta1",
            "Adam's first decay of both players",
            minimum: 0,
            (settings, value) => settings with { GeneratorBeta1 = value, DiscriminatorBeta1 = value },
            below: 1),
        Number("generator_beta1", "Adam's first decay of the generator", minimum: 0, (settings, value) => settings with { GeneratorBeta1 = value }, below: 1),
        Number(
            "discriminator_beta1",
            "Adam's first decay of the discriminator",
            minimum: 0,
            (settings, value) => settings with { DiscriminatorBeta1 = value },
            below: 1),
        Number("beta2", "Adam's second decay", minimum: 0, (settings, value) => settings with { Beta2 = value }, below: 1),
        Number(
            "initial_deviation",
            "Deviation of the normal law that all kernels start from; 0 for the laws of the model's source",
            minimum: 0,
            (settings, value) => settings with { InitialDeviation = value }),
        Number(
            "ema_decay",
            "Decay of the running mean of the generator's, or classifier's, weights; 0 for none",
            minimum: 0,
            (settings, value) => settings with { EmaDecay = value },
            below: 1),
        Whole(
            "standing_batches",
            "Batches from which the generator's batch normalisations take their statistics for sample grids and export; 0 keeps those of the training",
            minimum: 0,
            (settings, value) => settings with { StandingBatches = (int)value }),
        Word<Precision>(
            "precision",
            "Numbers in which convolutions multiply; bfloat16 is faster on processors with units for it",
            (settings, value) => settings with { Precision = value }),
    ];
}
