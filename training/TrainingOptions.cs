using Gans.Models;

namespace Gans.Training;

/// <summary>A training run as its user asks for it. What is null is the model's own, as its source has it.</summary>
public sealed record TrainingOptions
{
    /// <summary>Name of the model, such as <c>dcgan-fashion</c>; <see cref="ModelRegistry.Names"/> lists them.</summary>
    public required string Model { get; init; }

    /// <summary>Folder of the dataset pack; null where the model's data are made as it goes, as those of <c>gan-1d</c> are.</summary>
    public string? Data { get; init; }

    /// <summary>Folder of a dataset pack that is not trained on, by which a classifier is judged after each epoch; null for none.</summary>
    public string? TestData { get; init; }

    /// <summary>Run folder to write; see <see cref="RunFolder"/>.</summary>
    public required string Output { get; init; }

    /// <summary>Passes over the data, 1 or more. Not together with <see cref="Steps"/>.</summary>
    public int? Epochs { get; init; }

    /// <summary>Generator updates, 1 or more. Not together with <see cref="Epochs"/>.</summary>
    public long? Steps { get; init; }

    /// <summary>Equal seeds, options, data and machines give equal weights.</summary>
    public long Seed { get; init; } = 1;

    /// <summary><c>auto</c> (the first GPU, else the CPU), <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Goes on from the run folder's checkpoint; starts anew where there is none.</summary>
    public bool Resume { get; init; }

    /// <summary>Threads that one operator may use on the CPU, 1 or more; one a core by default. Bits are equal for equal numbers only.</summary>
    public int? Threads { get; init; }

    /// <summary>Images of a generator update, 2 or more.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Length of a latent vector, 1 or more.</summary>
    public int? LatentSize { get; init; }

    /// <summary>Law of latent vectors: normal, or uniform on [-1, 1).</summary>
    public LatentDistribution? LatentDistribution { get; init; }

    /// <summary>Channels of the generator's inner layers, 1 or more.</summary>
    public int? GeneratorWidth { get; init; }

    /// <summary>Channels of the discriminator's inner layers, 1 or more.</summary>
    public int? DiscriminatorWidth { get; init; }

    /// <summary>The curve whose points are learned, where a model learns points.</summary>
    public CurveKind? Curve { get; init; }

    /// <summary>Length of a class's learned vector, 1 or more.</summary>
    public int? EmbeddingSize { get; init; }

    /// <summary>Values of the category in a generator's control code, 0 for none.</summary>
    public int? CodeCategories { get; init; }

    /// <summary>Numbers on [-1, 1] in a control code, 0 or more; 2 in the InfoGAN paper.</summary>
    public int? ContinuousCodes { get; init; }

    /// <summary>Whether numbers of a code are found as Gaussians, not as points.</summary>
    public bool? GaussianCodes { get; init; }

    /// <summary>Weight of finding a code again, 0 or more; 1 recommended.</summary>
    public double? CodeWeight { get; init; }

    /// <summary>What the update that finds a code trains of the discriminator.</summary>
    public CodeUpdate? CodeUpdate { get; init; }

    /// <summary>Images whose class a semi-supervised discriminator is told, as many of each class.</summary>
    public int? LabelledImages { get; init; }

    /// <summary>How a semi-supervised discriminator tells both real from generated and the class.</summary>
    public DiscriminatorDesign? DiscriminatorDesign { get; init; }

    /// <summary>Share of the discriminator's features dropped in training, [0, 1).</summary>
    public double? DropoutRate { get; init; }

    /// <summary>What the two players minimise.</summary>
    public AdversarialLossKind? Loss { get; init; }

    /// <summary>Discriminator rounds before each generator update (n_critic), 1 or more; 5 for Wasserstein losses.</summary>
    public int? DiscriminatorSteps { get; init; }

    /// <summary>How the discriminator sees real and generated images: in separate steps (recommended), stacked in one batch, or summed in one step.</summary>
    public DiscriminatorUpdate? DiscriminatorUpdate { get; init; }

    /// <summary>Whether the discriminator sees whole batches of real and of generated images, not half ones.</summary>
    public bool? FullDiscriminatorBatches { get; init; }

    /// <summary>What the generator's update trains.</summary>
    public GeneratorUpdate? GeneratorUpdate { get; init; }

    /// <summary>Weight of the gradient penalty between real and generated images; 10 recommended, 0 for none.</summary>
    public double? GradientPenalty { get; init; }

    /// <summary>Weight (gamma) of the R1 penalty on real images; 10 recommended, 0 for none.</summary>
    public double? R1Penalty { get; init; }

    /// <summary>Weight of the squared scores of real images; 0.001 recommended, 0 for none.</summary>
    public double? DriftPenalty { get; init; }

    /// <summary>Weight of the generator's orthogonal regularisation; 0.0001 recommended, 0 for none.</summary>
    public double? OrthogonalPenalty { get; init; }

    /// <summary>Largest magnitude of a critic's weight; 0.01 recommended, 0 for no clipping.</summary>
    public double? WeightClip { get; init; }

    /// <summary>Which weights are clipped: all, or those of convolutions.</summary>
    public ClippedWeights? ClippedWeights { get; init; }

    /// <summary>Least target of real images; 1 for no smoothing, 0.7 recommended with it.</summary>
    public double? RealTargetMin { get; init; }

    /// <summary>Greatest target of real images; 1.2 recommended with smoothing.</summary>
    public double? RealTargetMax { get; init; }

    /// <summary>Least target of generated images; 0 unless smoothed.</summary>
    public double? FakeTargetMin { get; init; }

    /// <summary>Greatest target of generated images; 0 for no smoothing, 0.3 recommended with it.</summary>
    public double? FakeTargetMax { get; init; }

    /// <summary>Share of the discriminator's targets that are flipped, [0, 1]; 0.05 recommended, 0 for none.</summary>
    public double? LabelFlipRate { get; init; }

    /// <summary>Deviation, at the start, of the noise on all that the discriminator sees; 0.1 recommended, 0 for none.</summary>
    public double? InstanceNoise { get; init; }

    /// <summary>Steps in which that noise falls to nothing, evenly; 0 keeps it.</summary>
    public long? InstanceNoiseSteps { get; init; }

    /// <summary>The step rule of both players.</summary>
    public OptimizerKind? Optimizer { get; init; }

    /// <summary>Step size of both players, above 0.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Step size of the generator, in place of <see cref="LearningRate"/>.</summary>
    public double? GeneratorLearningRate { get; init; }

    /// <summary>Step size of the discriminator, in place of <see cref="LearningRate"/>.</summary>
    public double? DiscriminatorLearningRate { get; init; }

    /// <summary>How fast the generator's step size falls, 0 or more: rate / (1 + decay * updates).</summary>
    public double? GeneratorLearningRateDecay { get; init; }

    /// <summary>How fast the discriminator's step size falls, 0 or more.</summary>
    public double? DiscriminatorLearningRateDecay { get; init; }

    /// <summary>Greatest magnitude of an element of a gradient; 0 for no limit.</summary>
    public double? GradientClip { get; init; }

    /// <summary>Adam's first decay of both players, [0, 1).</summary>
    public double? Beta1 { get; init; }

    /// <summary>Adam's first decay of the generator, in place of <see cref="Beta1"/>.</summary>
    public double? GeneratorBeta1 { get; init; }

    /// <summary>Adam's first decay of the discriminator, in place of <see cref="Beta1"/>.</summary>
    public double? DiscriminatorBeta1 { get; init; }

    /// <summary>Adam's second decay, [0, 1).</summary>
    public double? Beta2 { get; init; }

    /// <summary>Decay of the running mean of the generator's, or classifier's, weights, [0, 1); 0.999 recommended, 0 for none.</summary>
    public double? EmaDecay { get; init; }

    /// <summary>Steps between lines of the log, 1 or more; a line holds the means since the last.</summary>
    public int LogEvery { get; init; } = 20;

    /// <summary>Images of a sample grid, 1 or more.</summary>
    public int SampleCount { get; init; } = 100;

    /// <summary>Epochs between sample grids, 1 or more; the last epoch has one always.</summary>
    public int SampleEvery { get; init; } = 1;

    /// <summary>Steps between checkpoints, besides that of each epoch; 0 for none.</summary>
    public long CheckpointEverySteps { get; init; }

    /// <summary>Minutes between checkpoints, besides that of each epoch; 0 for none.</summary>
    public double CheckpointEveryMinutes { get; init; } = 5;

    /// <summary>Whether TensorBoard event files are written.</summary>
    public bool TensorBoard { get; init; } = true;
}
