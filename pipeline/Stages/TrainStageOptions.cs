using System.Collections.Immutable;

namespace Gans.Pipeline.Stages;

/// <summary>The options of <see cref="TrainStage"/>. What is not given is the model's own.</summary>
internal static class TrainStageOptions
{
    public static readonly StageOption<string> Model = StageOption.Text("model", "NAME", "Which system to train, such as dcgan-fashion", required: true);
    public static readonly StageOption<long?> Epochs = StageOption.OptionalWholeNumber("epochs", "Passes over the data", minimum: 1);
    public static readonly StageOption<long?> Steps = StageOption.OptionalWholeNumber("steps", "Generator updates, in place of epochs", minimum: 1, long.MaxValue);
    public static readonly StageOption<long> Seed = StageOption.WholeNumber("seed", "Equal seeds give equal weights", value: 1, minimum: 0, long.MaxValue, "S");
    public static readonly StageOption<string> Device = StageOption.Choice("device", "Where to compute; auto is cuda where there is a GPU", ["auto", "cpu", "cuda"], "auto");
    public static readonly StageOption<long?> Threads = StageOption.OptionalWholeNumber("threads", "Threads of an operator on the CPU; not given: one a core", minimum: 1);
    public static readonly StageOption<long?> BatchSize = StageOption.OptionalWholeNumber("batch_size", "Images of a generator update", minimum: 2);

    public static readonly StageOption<long?> LatentSize = StageOption.OptionalWholeNumber("latent_size", "Length of a latent vector", minimum: 1);
    public static readonly StageOption<string> LatentDistribution = StageOption.OptionalChoice("latent_distribution", "Law of latent vectors", ["normal", "uniform"]);
    public static readonly StageOption<long?> GeneratorWidth = StageOption.OptionalWholeNumber("generator_width", "Channels of the generator's inner layers", minimum: 1);
    public static readonly StageOption<long?> DiscriminatorWidth = StageOption.OptionalWholeNumber("discriminator_width", "Channels of the discriminator's inner layers", minimum: 1);
    public static readonly StageOption<string> Curve = StageOption.OptionalChoice("curve", "The curve whose points gan-1d learns", ["parabola", "sine", "gaussian", "polynomial"]);
    public static readonly StageOption<long?> EmbeddingSize = StageOption.OptionalWholeNumber("embedding_size", "Length of a class's learned vector", minimum: 1);
    public static readonly StageOption<long?> CodeCategories = StageOption.OptionalWholeNumber(
        "code_categories", "Values of the category in a control code", minimum: 0);
    public static readonly StageOption<long?> ContinuousCodes = StageOption.OptionalWholeNumber(
        "continuous_codes", "Numbers from -1 to 1 in a control code", minimum: 0);
    public static readonly StageOption<bool> GaussianCodes = StageOption.Flag("gaussian_codes", "Find each number of a code as a Gaussian, not as a point");
    public static readonly StageOption<double?> CodeWeight = StageOption.OptionalNumber("code_weight", "Weight of finding a code again", minimum: 0);
    public static readonly StageOption<string> CodeUpdate = StageOption.OptionalChoice(
        "code_update", "What the update that finds a code trains of the discriminator", ["head", "trunk"]);
    public static readonly StageOption<long?> LabelledImages = StageOption.OptionalWholeNumber(
        "labelled_images", "Images whose class a semi-supervised discriminator is told", minimum: 1);
    public static readonly StageOption<string> DiscriminatorDesign = StageOption.OptionalChoice(
        "discriminator_design", "How a semi-supervised discriminator tells real from generated, and the class", ["stacked", "separate", "multi-output"]);
    public static readonly StageOption<double?> DropoutRate = StageOption.OptionalNumber("dropout_rate", "Share of the discriminator's features dropped in training", minimum: 0, below: 1);

    public static readonly StageOption<string> Loss = StageOption.OptionalChoice(
        "loss", "What the two players minimise", ["non-saturating", "minimax", "least-squares", "wasserstein", "hinge"]);

    public static readonly StageOption<long?> DiscriminatorSteps = StageOption.OptionalWholeNumber("discriminator_steps", "Discriminator rounds before each generator update", minimum: 1);

    public static readonly StageOption<string> DiscriminatorUpdate = StageOption.OptionalChoice(
        "discriminator_update", "How the discriminator sees real and generated images", ["separate", "stacked", "summed"]);

    public static readonly StageOption<bool> FullDiscriminatorBatches = StageOption.Flag("full_discriminator_batches", "Show the discriminator whole batches of each kind, not half ones");
    public static readonly StageOption<string> GeneratorUpdate = StageOption.OptionalChoice(
        "generator_update", "What the generator's update trains: itself, or the discriminator too", ["generator", "both"]);
    public static readonly StageOption<double?> GradientPenalty = StageOption.OptionalNumber("gradient_penalty", "Weight of the gradient penalty between real and generated images", minimum: 0);
    public static readonly StageOption<double?> R1Penalty = StageOption.OptionalNumber("r1_penalty", "Weight of the R1 penalty on real images", minimum: 0);
    public static readonly StageOption<double?> DriftPenalty = StageOption.OptionalNumber("drift_penalty", "Weight of the squared scores of real images", minimum: 0);
    public static readonly StageOption<double?> OrthogonalPenalty = StageOption.OptionalNumber("orthogonal_penalty", "Weight of the generator's orthogonal regularisation", minimum: 0);
    public static readonly StageOption<double?> WeightClip = StageOption.OptionalNumber("weight_clip", "Largest magnitude of a critic's weight; 0 for no clipping", minimum: 0);
    public static readonly StageOption<string> ClippedWeights = StageOption.OptionalChoice("clipped_weights", "Which weights are clipped", ["all", "convolutions"]);

    public static readonly StageOption<double?> RealTargetMin = StageOption.OptionalNumber("real_target_min", "Least target of real images", minimum: 0);
    public static readonly StageOption<double?> RealTargetMax = StageOption.OptionalNumber("real_target_max", "Greatest target of real images", minimum: 0);
    public static readonly StageOption<double?> FakeTargetMin = StageOption.OptionalNumber("fake_target_min", "Least target of generated images", minimum: 0);
    public static readonly StageOption<double?> FakeTargetMax = StageOption.OptionalNumber("fake_target_max", "Greatest target of generated images", minimum: 0);
    public static readonly StageOption<double?> LabelFlipRate = StageOption.OptionalNumber("label_flip_rate", "Share of the discriminator's targets that are flipped", minimum: 0);
    public static readonly StageOption<double?> InstanceNoise = StageOption.OptionalNumber("instance_noise", "Deviation, at the start, of the noise on all that the discriminator sees", minimum: 0);
    public static readonly StageOption<long?> InstanceNoiseSteps = StageOption.OptionalWholeNumber("instance_noise_steps", "Steps in which that noise falls to nothing; 0 keeps it", minimum: 0, long.MaxValue);

    public static readonly StageOption<string> Optimizer = StageOption.OptionalChoice("optimizer", "The step rule of both players", ["adam", "rms-prop", "sgd"]);
    public static readonly StageOption<double?> LearningRate = StageOption.OptionalNumber("learning_rate", "Step size of both players", minimum: 0);
    public static readonly StageOption<double?> GeneratorLearningRate = StageOption.OptionalNumber("generator_learning_rate", "Step size of the generator", minimum: 0);
    public static readonly StageOption<double?> DiscriminatorLearningRate = StageOption.OptionalNumber("discriminator_learning_rate", "Step size of the discriminator", minimum: 0);
    public static readonly StageOption<double?> GeneratorLearningRateDecay = StageOption.OptionalNumber(
        "generator_learning_rate_decay", "How fast the generator's step size falls: rate / (1 + decay * updates)", minimum: 0);
    public static readonly StageOption<double?> DiscriminatorLearningRateDecay = StageOption.OptionalNumber(
        "discriminator_learning_rate_decay", "How fast the discriminator's step size falls", minimum: 0);
    public static readonly StageOption<double?> GradientClip = StageOption.OptionalNumber(
        "gradient_clip", "Greatest magnitude of an element of a gradient; 0 for no limit", minimum: 0);
    public static readonly StageOption<double?> Beta1 = StageOption.OptionalNumber("beta1", "Adam's first decay of both players", minimum: 0, below: 1);
    public static readonly StageOption<double?> GeneratorBeta1 = StageOption.OptionalNumber("generator_beta1", "Adam's first decay of the generator", minimum: 0, below: 1);
    public static readonly StageOption<double?> DiscriminatorBeta1 = StageOption.OptionalNumber("discriminator_beta1", "Adam's first decay of the discriminator", minimum: 0, below: 1);
    public static readonly StageOption<double?> Beta2 = StageOption.OptionalNumber("beta2", "Adam's second decay", minimum: 0, below: 1);
    public static readonly StageOption<double?> EmaDecay = StageOption.OptionalNumber("ema_decay", "Decay of the running mean of the generator's, or classifier's, weights; 0 for none", minimum: 0, below: 1);

    public static readonly StageOption<long> LogEvery = StageOption.WholeNumber("log_every", "Steps between lines of the log", value: 20, minimum: 1);
    public static readonly StageOption<long> SampleCount = StageOption.WholeNumber("sample_count", "Images of a sample grid", value: 100, minimum: 1);
    public static readonly StageOption<long> SampleEvery = StageOption.WholeNumber("sample_every", "Epochs between sample grids", value: 1, minimum: 1);
    public static readonly StageOption<long> CheckpointEverySteps = StageOption.WholeNumber(
        "checkpoint_every_steps", "Steps between checkpoints, besides that of each epoch; 0 for none", value: 0, minimum: 0, long.MaxValue);

    public static readonly StageOption<double> CheckpointEveryMinutes = StageOption.Number(
        "checkpoint_every_minutes", "Minutes between checkpoints, besides that of each epoch; 0 for none", value: 5, minimum: 0);

    /// <summary>All of them, in the order of help texts.</summary>
    public static ImmutableArray<StageOption> All { get; } =
    [
        Model, Epochs, Steps, Seed, Device, Threads, BatchSize,
        LatentSize, LatentDistribution, GeneratorWidth, DiscriminatorWidth, Curve, EmbeddingSize, DropoutRate,
        CodeCategories, ContinuousCodes, GaussianCodes, CodeWeight, CodeUpdate, LabelledImages, DiscriminatorDesign,
        Loss, DiscriminatorSteps, DiscriminatorUpdate, FullDiscriminatorBatches, GeneratorUpdate,
        GradientPenalty, R1Penalty, DriftPenalty, OrthogonalPenalty, WeightClip, ClippedWeights,
        RealTargetMin, RealTargetMax, FakeTargetMin, FakeTargetMax, LabelFlipRate, InstanceNoise, InstanceNoiseSteps,
        Optimizer, LearningRate, GeneratorLearningRate, DiscriminatorLearningRate, GeneratorLearningRateDecay, DiscriminatorLearningRateDecay, GradientClip,
        Beta1, GeneratorBeta1, DiscriminatorBeta1, Beta2, EmaDecay,
        LogEvery, SampleCount, SampleEvery, CheckpointEverySteps, CheckpointEveryMinutes,
    ];
}
