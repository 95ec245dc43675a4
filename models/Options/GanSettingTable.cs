using System.Collections.Immutable;
using static Gans.Models.Audience;

namespace Gans.Models;

/// <summary>Every setting of <see cref="GanSettings"/> as an option: the one place where its name, its range and its models are said.</summary>
public static class GanSettingTable
{
    private const int LargestSize = 65_536;
    private const long LargestCount = 10_000_000_000;

    /// <summary>Epochs of images / batch size updates. It replaces a number of steps.</summary>
    public static GanSetting Epochs { get; } = Whole(
        "epochs",
        "Epochs of images / batch size updates each, as the sources count",
        1,
        1_000_000,
        s => s.Epochs,
        (s, value) => s with { Epochs = (int)value, Steps = 0 });

    /// <summary>Generator updates, in place of epochs; none is set where these count.</summary>
    public static GanSetting Steps { get; } = new(
        "steps",
        "Generator updates, in place of epochs",
        new WholeDomain(1, LargestCount),
        s => s.Steps == 0 ? null : s.Steps,
        (s, value) => s with { Steps = (long)value });

    /// <summary>All of them, in the order of help texts; one that sets both players' values comes before those of one player.</summary>
    public static ImmutableArray<GanSetting> All { get; } =
    [
        Epochs,
        Steps,
        Whole("batch_size", "Images of a generator update", 1, LargestSize, s => s.BatchSize, (s, value) => s with { BatchSize = (int)value }),
        Whole(
            "accumulation",
            "Parts in which an update works through its batches, one in memory at a time",
            1,
            LargestSize,
            s => s.Accumulation,
            (s, value) => s with { Accumulation = (int)value },
            Adversarial),
        Whole("latent_size", "Length of a latent vector", 1, LargestSize, s => s.LatentSize, (s, value) => s with { LatentSize = (int)value }, Adversarial),
        Word(
            "latent_distribution",
            "Law of latent vectors",
            s => s.LatentDistribution,
            (s, value) => s with { LatentDistribution = value },
            Adversarial),
        Whole(
            "generator_width",
            "Channels of the generator's inner layers",
            1,
            LargestSize,
            s => s.GeneratorWidth,
            (s, value) => s with { GeneratorWidth = (int)value },
            Players),
        Whole(
            "discriminator_width",
            "Channels of the discriminator's inner layers",
            1,
            LargestSize,
            s => s.DiscriminatorWidth,
            (s, value) => s with { DiscriminatorWidth = (int)value }),
        Word("curve", "The curve whose points gan-1d learns", s => s.Curve, (s, value) => s with { Curve = value }, OfVectors),
        Whole(
            "embedding_size",
            "Length of a class's learned vector",
            1,
            LargestSize,
            s => s.EmbeddingSize,
            (s, value) => s with { EmbeddingSize = (int)value },
            OfImages,
            Conditional),
        Number(
            "dropout_rate",
            "Share of the discriminator's features dropped in training",
            BelowOne,
            s => s.DropoutRate,
            (s, value) => s with { DropoutRate = value },
            OfImages,
            Dropping),
        Word(
            "style_step",
            "What of StyleGAN a generator has, each with all before it",
            s => s.StyleStep,
            (s, value) => s with { StyleStep = value },
            Styled),
        Whole(
            "mapping_width",
            "Length of a style vector, and of the layers that map a latent vector to it",
            1,
            LargestSize,
            s => s.MappingWidth,
            (s, value) => s with { MappingWidth = (int)value },
            Styled),
        Number(
            "mapping_rate",
            "The mapping network's share of the generator's step size",
            new NumberDomain(most: 1) { ExcludesLeast = true },
            s => s.MappingRate,
            (s, value) => s with { MappingRate = value },
            Styled),
        Number(
            "style_mixing",
            "Share of generated images in training that have the styles of two latent vectors",
            new NumberDomain(most: 1),
            s => s.StyleMixing,
            (s, value) => s with { StyleMixing = value },
            Styled),
        Whole(
            "code_categories",
            "Values of the category in a control code",
            0,
            LargestSize,
            s => s.CodeCategories,
            (s, value) => s with { CodeCategories = (int)value },
            Coded),
        Whole(
            "continuous_codes",
            "Numbers from -1 to 1 in a control code",
            0,
            LargestSize,
            s => s.ContinuousCodes,
            (s, value) => s with { ContinuousCodes = (int)value },
            Coded),
        Flag(
            "gaussian_codes",
            "Find each number of a code as a Gaussian, not as a point",
            s => s.GaussianCodes,
            (s, value) => s with { GaussianCodes = value },
            Coded),
        Number("code_weight", "Weight of finding a code again", NotNegative, s => s.CodeWeight, (s, value) => s with { CodeWeight = value }, Coded),
        Word(
            "code_update",
            "What the update that finds a code trains of the discriminator",
            s => s.CodeUpdate,
            (s, value) => s with { CodeUpdate = value },
            Coded),
        Whole(
            "labelled_images",
            "Images whose class a semi-supervised discriminator is told",
            1,
            LargestCount / 10,
            s => s.LabelledImages,
            (s, value) => s with { LabelledImages = (int)value },
            SemiSupervised),
        Word(
            "discriminator_design",
            "How a semi-supervised discriminator tells real from generated, and the class",
            s => s.DiscriminatorDesign,
            (s, value) => s with { DiscriminatorDesign = value },
            SemiSupervised),
        Word("loss", "What the two players minimise", s => s.Loss, (s, value) => s with { Loss = value }, ScoringPlayers),
        Whole(
            "discriminator_steps",
            "Discriminator rounds before each generator update",
            1,
            1_000,
            s => s.DiscriminatorSteps,
            (s, value) => s with { DiscriminatorSteps = (int)value },
            Adversarial),
        Word(
            "discriminator_update",
            "How the discriminator sees real and generated images",
            s => s.DiscriminatorUpdate,
            (s, value) => s with { DiscriminatorUpdate = value },
            ScoringPlayers),
        Flag(
            "full_discriminator_batches",
            "Show the discriminator whole batches of each kind, not half ones",
            s => s.FullDiscriminatorBatches,
            (s, value) => s with { FullDiscriminatorBatches = value },
            Dropping),
        Word(
            "generator_update",
            "What the generator's update trains: itself, or the discriminator too",
            s => s.GeneratorUpdate,
            (s, value) => s with { GeneratorUpdate = value },
            Scoring,
            WithoutCodes),
        Word(
            "fakes_mode",
            "The generator's mode while it makes images for the discriminator",
            s => s.FakesMode,
            (s, value) => s with { FakesMode = value },
            Adversarial),
        Number(
            "discriminator_loss_weight",
            "Weight of the losses of a translation's discriminators",
            Positive,
            s => s.DiscriminatorLossWeight,
            (s, value) => s with { DiscriminatorLossWeight = value },
            Translating),
        Number(
            "adversarial_weight",
            "Weight of the adversarial loss of a translation's generator; 0 for none",
            NotNegative,
            s => s.AdversarialWeight,
            (s, value) => s with { AdversarialWeight = value },
            Translating),
        Number(
            "reconstruction_weight",
            "Weight of the difference between a translation and its target; 0 for none",
            NotNegative,
            s => s.ReconstructionWeight,
            (s, value) => s with { ReconstructionWeight = value },
            Paired),
        Word(
            "reconstruction",
            "How the difference between a translation and its target is measured",
            s => s.Reconstruction,
            (s, value) => s with { Reconstruction = value },
            Paired),
        Number(
            "cycle_weight",
            "Weight of the difference between an image and its translation there and back",
            NotNegative,
            s => s.CycleWeight,
            (s, value) => s with { CycleWeight = value },
            Unpaired),
        Number(
            "identity_weight",
            "Weight of the difference between an image of the target domain and its translation; 0 for none",
            NotNegative,
            s => s.IdentityWeight,
            (s, value) => s with { IdentityWeight = value },
            Unpaired),
        Whole(
            "pool_size",
            "Generated images of each domain that are kept, to be shown to the discriminators again; 0 for none",
            0,
            LargestSize,
            s => s.PoolSize,
            (s, value) => s with { PoolSize = (int)value },
            Unpaired),
        Whole(
            "patch_size",
            "Pixels a side that an output of a translation's discriminator judges: 1, 16, 34, 70, 142 or 286",
            1,
            PatchSizes.All[^1],
            s => s.PatchSize,
            (s, value) => s with { PatchSize = (int)value },
            Translating),
        Flag(
            "unconditional_discriminator",
            "Show the discriminator of pairs the target only, not the source",
            s => s.UnconditionalDiscriminator,
            (s, value) => s with { UnconditionalDiscriminator = value },
            Paired),
        Flag(
            "without_skips",
            "Leave out the bridges from the encoder of the generator of pairs to its decoder",
            s => s.WithoutSkips,
            (s, value) => s with { WithoutSkips = value },
            Paired),
        Whole(
            "residual_blocks",
            "Residual blocks of CycleGAN's generators; 9 for 256 pixels a side, 6 for 128",
            0,
            1_000,
            s => s.ResidualBlocks,
            (s, value) => s with { ResidualBlocks = (int)value },
            Unpaired),
        Word("residual", "How residual blocks join", s => s.Residual, (s, value) => s with { Residual = value }, Unpaired),
        Flag(
            "reflection_padding",
            "Mirror images at their edges in CycleGAN's generators, in place of zeros",
            s => s.ReflectionPadding,
            (s, value) => s with { ReflectionPadding = value },
            Unpaired),
        Flag(
            "plain_output",
            "Leave out the normalisation of what CycleGAN's generators give, which keeps images from being flat",
            s => s.PlainOutput,
            (s, value) => s with { PlainOutput = value },
            Unpaired),
        Whole(
            "jitter",
            "Pixels by which images to translate are enlarged before a part of their old size is cut out at random; 0 for none",
            0,
            LargestSize,
            s => s.Jitter,
            (s, value) => s with { Jitter = (int)value },
            Translating),
        Flag(
            "random_flip",
            "Mirror images of the data at random, both of a pair alike",
            s => s.RandomFlip,
            (s, value) => s with { RandomFlip = value },
            Players,
            OfImages),
        Number(
            "diversity_ratio",
            "Error of generated images over that of real ones that an autoencoder is held at; lower for less variety",
            new NumberDomain(most: 1),
            s => s.DiversityRatio,
            (s, value) => s with { DiversityRatio = value },
            Balanced),
        Number(
            "balance_rate",
            "How fast that balance is kept",
            NotNegative,
            s => s.BalanceRate,
            (s, value) => s with { BalanceRate = value },
            Balanced),
        Number(
            "gradient_penalty",
            "Weight of the gradient penalty",
            NotNegative,
            s => s.GradientPenalty,
            (s, value) => s with { GradientPenalty = value },
            Scoring),
        Word(
            "penalty_place",
            "Where the gradient penalty looks: between real and generated images, as WGAN-GP, or around real ones, as DRAGAN",
            s => s.PenaltyPlace,
            (s, value) => s with { PenaltyPlace = value },
            Scoring),
        Number("r1_penalty", "Weight of the R1 penalty on real images", NotNegative, s => s.R1Penalty, (s, value) => s with { R1Penalty = value }, Scoring),
        Number(
            "r2_penalty",
            "Weight of the R2 penalty on generated images",
            NotNegative,
            s => s.R2Penalty,
            (s, value) => s with { R2Penalty = value },
            Scoring),
        Whole(
            "lazy_regularization",
            "Generator updates of which one has the penalties of the discriminator's slope, times as many",
            1,
            1_000_000,
            s => s.LazyRegularization,
            (s, value) => s with { LazyRegularization = (int)value },
            Scoring),
        Number(
            "drift_penalty",
            "Weight of the squared scores of real images",
            NotNegative,
            s => s.DriftPenalty,
            (s, value) => s with { DriftPenalty = value },
            Scoring),
        Number(
            "orthogonal_penalty",
            "Weight of the generator's orthogonal regularisation",
            NotNegative,
            s => s.OrthogonalPenalty,
            (s, value) => s with { OrthogonalPenalty = value },
            Adversarial),
        Number(
            "weight_clip",
            "Largest magnitude of a critic's weight; 0 for no clipping",
            NotNegative,
            s => s.WeightClip,
            (s, value) => s with { WeightClip = value },
            Scoring),
        Word("clipped_weights", "Which weights are clipped", s => s.ClippedWeights, (s, value) => s with { ClippedWeights = value }, Scoring, OfImages),
        Number(
            "max_norm",
            "Greatest norm of a kernel's weights over its rows, both players; 0 for none",
            NotNegative,
            s => s.MaxNorm,
            (s, value) => s with { MaxNorm = value },
            Scoring,
            OfImages),
        Whole(
            "first_size",
            "Pixels a side of the level that networks which grow begin with",
            4,
            LargestSize,
            s => s.FirstSize,
            (s, value) => s with { FirstSize = (int)value },
            Growing),
        Whole(
            "from_level",
            "Pixels a side of a level that networks which grow have behind them, with the weights of --init-from: they begin with the next; 0 for none",
            0,
            LargestSize,
            s => s.FromLevel,
            (s, value) => s with { FromLevel = (int)value },
            Growing),
        Word(
            "level_scaling",
            "How real images are made as small as a level of networks that grow",
            s => s.LevelScaling,
            (s, value) => s with { LevelScaling = value },
            Growing),
        Flag(
            "fade_reals",
            "Fade in real images with a level of networks that grow",
            s => s.FadeReals,
            (s, value) => s with { FadeReals = value },
            Growing),
        Number(
            "real_target_min",
            "Least target of real images",
            NotNegative,
            s => s.RealTargetMin,
            (s, value) => s with { RealTargetMin = value },
            Scoring),
        Number(
            "real_target_max",
            "Greatest target of real images",
            NotNegative,
            s => s.RealTargetMax,
            (s, value) => s with { RealTargetMax = value },
            Scoring),
        Number(
            "fake_target_min",
            "Least target of generated images",
            NotNegative,
            s => s.FakeTargetMin,
            (s, value) => s with { FakeTargetMin = value },
            Scoring),
        Number(
            "fake_target_max",
            "Greatest target of generated images",
            NotNegative,
            s => s.FakeTargetMax,
            (s, value) => s with { FakeTargetMax = value },
            Scoring),
        Number(
            "label_flip_rate",
            "Share of the discriminator's targets that are flipped",
            new NumberDomain(most: 1),
            s => s.LabelFlipRate,
            (s, value) => s with { LabelFlipRate = value },
            Scoring),
        Number(
            "instance_noise",
            "Deviation, at the start, of the noise on all that the discriminator sees",
            NotNegative,
            s => s.InstanceNoise,
            (s, value) => s with { InstanceNoise = value },
            Adversarial),
        Whole(
            "instance_noise_steps",
            "Steps in which that noise falls to nothing; 0 keeps it",
            0,
            LargestCount,
            s => s.InstanceNoiseSteps,
            (s, value) => s with { InstanceNoiseSteps = value },
            Adversarial),
        Flag(
            "augment_colour",
            "Change brightness, saturation and contrast of all that the discriminator sees, real and generated",
            s => s.AugmentColour,
            (s, value) => s with { AugmentColour = value },
            Adversarial,
            OfImages),
        Flag(
            "augment_translation",
            "Move all that the discriminator sees, by an eighth of the size at most",
            s => s.AugmentTranslation,
            (s, value) => s with { AugmentTranslation = value },
            Adversarial,
            OfImages),
        Flag(
            "augment_cutout",
            "Cut a square of half the size out of all that the discriminator sees",
            s => s.AugmentCutout,
            (s, value) => s with { AugmentCutout = value },
            Adversarial,
            OfImages),
        Word("optimizer", "The step rule of both players", s => s.Optimizer, (s, value) => s with { Optimizer = value }),
        Both(
            "learning_rate",
            "Step size of both players",
            Positive,
            (s, value) => s with { GeneratorLearningRate = value, DiscriminatorLearningRate = value }),
        Number(
            "generator_learning_rate",
            "Step size of the generator",
            Positive,
            s => s.GeneratorLearningRate,
            (s, value) => s with { GeneratorLearningRate = value }),
        Number(
            "discriminator_learning_rate",
            "Step size of the discriminator",
            Positive,
            s => s.DiscriminatorLearningRate,
            (s, value) => s with { DiscriminatorLearningRate = value }),
        Word(
            "learning_rate_schedule",
            "How step sizes change: not, falling evenly to zero in the second half of the updates, falling as a cosine, or in steps",
            s => s.LearningRateSchedule,
            (s, value) => s with { LearningRateSchedule = value },
            Players),
        Whole(
            "rate_every",
            "Updates after which step sizes fall, with the learning-rate schedule steps",
            1,
            LargestCount,
            s => s.RateEvery,
            (s, value) => s with { RateEvery = value },
            Players),
        Number(
            "rate_factor",
            "What step sizes are multiplied by then",
            new NumberDomain(most: 1) { ExcludesLeast = true },
            s => s.RateFactor,
            (s, value) => s with { RateFactor = value },
            Players),
        Number(
            "generator_learning_rate_decay",
            "How fast the generator's step size falls: rate / (1 + decay * updates)",
            NotNegative,
            s => s.GeneratorLearningRateDecay,
            (s, value) => s with { GeneratorLearningRateDecay = value }),
        Number(
            "discriminator_learning_rate_decay",
            "How fast the discriminator's step size falls",
            NotNegative,
            s => s.DiscriminatorLearningRateDecay,
            (s, value) => s with { DiscriminatorLearningRateDecay = value }),
        Number(
            "gradient_clip",
            "Greatest magnitude of an element of a gradient; 0 for no limit",
            NotNegative,
            s => s.GradientClip,
            (s, value) => s with { GradientClip = value }),
        Both("beta1", "Adam's first decay of both players", BelowOne, (s, value) => s with { GeneratorBeta1 = value, DiscriminatorBeta1 = value }),
        Number(
            "generator_beta1", "Adam's first decay of the generator", BelowOne, s => s.GeneratorBeta1, (s, value) => s with { GeneratorBeta1 = value }),
        Number(
            "discriminator_beta1",
            "Adam's first decay of the discriminator",
            BelowOne,
            s => s.DiscriminatorBeta1,
            (s, value) => s with { DiscriminatorBeta1 = value }),
        Number("beta2", "Adam's second decay", BelowOne, s => s.Beta2, (s, value) => s with { Beta2 = value }),
        Number(
            "epsilon",
            "What Adam adds to the root that it divides by",
            new NumberDomain(most: 1) { ExcludesLeast = true },
            s => s.Epsilon,
            (s, value) => s with { Epsilon = value }),
        Number(
            "initial_deviation",
            "Deviation of the normal law that all kernels start from; 0 for the laws of the model's source",
            NotNegative,
            s => s.InitialDeviation,
            (s, value) => s with { InitialDeviation = value },
            Players),
        Number(
            "ema_decay",
            "Decay of the running mean of the generator's, or classifier's, weights; 0 for none",
            BelowOne,
            s => s.EmaDecay,
            (s, value) => s with { EmaDecay = value },
            OneProduct),
        Number(
            "ema_half_life",
            "Images in which a weight loses half of its share in that mean, in place of a decay; 0 for none",
            new NumberDomain(most: 1e9),
            s => s.EmaHalfLife,
            (s, value) => s with { EmaHalfLife = value },
            OneProduct),
        Whole(
            "standing_batches",
            "Batches from which the generator's batch normalisations take their statistics for sample grids and export; 0 keeps those of the training",
            0,
            1_000_000,
            s => s.StandingBatches,
            (s, value) => s with { StandingBatches = (int)value },
            Adversarial),
        Word(
            "precision",
            "Numbers in which convolutions multiply; bfloat16 is faster on processors with units for it",
            s => s.Precision,
            (s, value) => s with { Precision = value },
            OfImages),
    ];

    private static NumberDomain NotNegative => new();

    private static NumberDomain Positive => new() { ExcludesLeast = true };

    private static NumberDomain BelowOne => new(most: 1) { ExcludesMost = true };

    private static GanSetting Whole(
        string name,
        string doc,
        long least,
        long most,
        Func<GanSettings, long> get,
        Func<GanSettings, long, GanSettings> with,
        params ImmutableArray<Audience> audience) =>
        new(name, doc, new WholeDomain(least, most), settings => get(settings), (settings, value) => with(settings, (long)value)) { Audience = audience };

    private static GanSetting Number(
        string name,
        string doc,
        NumberDomain values,
        Func<GanSettings, double> get,
        Func<GanSettings, double, GanSettings> with,
        params ImmutableArray<Audience> audience) =>
        new(name, doc, values, settings => get(settings), (settings, value) => with(settings, (double)value)) { Audience = audience };

    /// <summary>Sets a number of both players, each of which has a setting of its own; so it is no setting itself.</summary>
    private static GanSetting Both(string name, string doc, NumberDomain values, Func<GanSettings, double, GanSettings> with) =>
        new(name, doc, values, _ => null, (settings, value) => with(settings, (double)value));

    private static GanSetting Word<T>(
        string name, string doc, Func<GanSettings, T> get, Func<GanSettings, T, GanSettings> with, params ImmutableArray<Audience> audience)
        where T : struct, Enum =>
        new(name, doc, WordDomain.Of(typeof(T)), settings => get(settings), (settings, value) => with(settings, (T)value)) { Audience = audience };

    private static GanSetting Flag(
        string name, string doc, Func<GanSettings, bool> get, Func<GanSettings, bool, GanSettings> with, params ImmutableArray<Audience> audience) =>
        new(name, doc, new FlagDomain(), settings => get(settings), (settings, value) => with(settings, (bool)value)) { Audience = audience };
}
