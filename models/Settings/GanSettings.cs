using Gans.Formats;
namespace Gans.Models;

/// <summary>Everything that decides what a GAN learns, apart from the data and the seed. The defaults are the DCGAN's of chapter 17 of Brownlee.</summary>
/// <remarks>
/// A model gives its source's values; options of a run replace some. What is off is 0, never null. A classifier is a discriminator without a generator: it is
/// trained by what is here of the discriminator. Each setting has a row in <see cref="GanSettingTable"/>, which makes it an option.
/// </remarks>
public sealed record GanSettings
{
    /// <summary>Length of a latent vector.</summary>
    public int LatentSize { get; init; } = 100;

    /// <summary>Law of latent vectors.</summary>
    public LatentDistribution LatentDistribution { get; init; }

    /// <summary>Channels of the generator's inner layers.</summary>
    public int GeneratorWidth { get; init; } = 128;

    /// <summary>Channels of the discriminator's inner layers.</summary>
    public int DiscriminatorWidth { get; init; } = 128;

    /// <summary>The curve whose points are learned, where a model learns points.</summary>
    public CurveKind Curve { get; init; }

    /// <summary>Length of a class's learned vector, where there are classes.</summary>
    public int EmbeddingSize { get; init; } = 50;

    /// <summary>What of StyleGAN a generator has: the steps of its ablation, each with all before it.</summary>
    public StyleStep StyleStep { get; init; } = StyleStep.Mixing;

    /// <summary>Length of a style vector w, and of the layers that map a latent vector to it; 512 in StyleGAN.</summary>
    public int MappingWidth { get; init; } = 512;

    /// <summary>The mapping network's share of the generator's step size, (0, 1]; 0.01 in StyleGAN.</summary>
    public double MappingRate { get; init; } = 0.01;

    /// <summary>Share of generated images in training that have the styles of two latent vectors, [0, 1]; 0.9 in StyleGAN.</summary>
    public double StyleMixing { get; init; } = 0.9;

    /// <summary>Values of the category in a control code; 0 for none.</summary>
    public int CodeCategories { get; init; }

    /// <summary>Numbers on [-1, 1] in a control code; 2 in the paper, 0 for none.</summary>
    public int ContinuousCodes { get; init; }

    /// <summary>Whether each number of a code is found as a Gaussian, mean and deviation, as in the paper; else as a point, by its squared error.</summary>
    public bool GaussianCodes { get; init; }

    /// <summary>Weight of finding the code again: lambda, 1 in the paper for categories.</summary>
    public double CodeWeight { get; init; } = 1;

    /// <summary>What the update that finds the code trains of the discriminator.</summary>
    public CodeUpdate CodeUpdate { get; init; }

    /// <summary>What a control code holds.</summary>
    public CodeLayout Codes => new(CodeCategories, ContinuousCodes);

    /// <summary>Outputs of a discriminator that say what is thought of a code.</summary>
    public int CodeOutputs => Codes.Size + (GaussianCodes ? ContinuousCodes : 0);

    /// <summary>Images whose class the discriminator is told, as many of each class; 0 for none.</summary>
    public int LabelledImages { get; init; }

    /// <summary>How real or generated and the class are told apart, where a discriminator does both with few labels.</summary>
    public DiscriminatorDesign DiscriminatorDesign { get; init; }

    /// <summary>Share of the discriminator's features dropped in training, [0, 1).</summary>
    public double DropoutRate { get; init; } = 0.4;

    /// <summary>The numbers in which convolutions multiply while they are trained.</summary>
    public Precision Precision { get; init; }

    /// <summary>Images of a generator update; the discriminator sees <see cref="DiscriminatorBatchSize"/> of each kind.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Whether the discriminator sees whole batches of real and of generated images, not half ones.</summary>
    public bool FullDiscriminatorBatches { get; init; }

    /// <summary>
    /// Parts of equal size in which the batches of an update are worked through, their gradients added up, so that memory holds one part; 1 for whole batches.
    /// </summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>Real images, and as many generated ones, of a discriminator update.</summary>
    public int DiscriminatorBatchSize => FullDiscriminatorBatches ? BatchSize : BatchSize / 2;

    /// <summary>Epochs of images / <see cref="BatchSize"/> generator updates, rounded down, as the sources count them.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Generator updates, where the source counts those; 0: <see cref="Epochs"/> counts.</summary>
    public long Steps { get; init; }

    /// <summary>Discriminator rounds before each generator update (n_critic), 1 or more; 5 for Wasserstein losses.</summary>
    public int DiscriminatorSteps { get; init; } = 1;

    /// <summary>How a round shows the two kinds of images: in separate steps (recommended), stacked in one batch, or summed in one step.</summary>
    public DiscriminatorUpdate DiscriminatorUpdate { get; init; }

    /// <summary>What the generator's update trains.</summary>
    public GeneratorUpdate GeneratorUpdate { get; init; }

    /// <summary>The generator's mode while it makes images for the discriminator.</summary>
    public Mode FakesMode { get; init; } = Mode.Inference;

    /// <summary>The loss.</summary>
    public AdversarialLossKind Loss { get; init; }

    /// <summary>Weight of the losses of a translation's discriminators; 0.5 in Pix2Pix and CycleGAN.</summary>
    public double DiscriminatorLossWeight { get; init; } = 1;

    /// <summary>Weight of the adversarial loss of a translation's generator; 1 in the sources, 0 for none.</summary>
    public double AdversarialWeight { get; init; } = 1;

    /// <summary>Weight (lambda) of the difference between a translation and its target; 100 in Pix2Pix, 0 for none.</summary>
    public double ReconstructionWeight { get; init; } = 100;

    /// <summary>How that difference is measured.</summary>
    public ReconstructionKind Reconstruction { get; init; }

    /// <summary>Weight (lambda) of the difference between an image and its translation there and back; 10 in CycleGAN.</summary>
    public double CycleWeight { get; init; } = 10;

    /// <summary>Weight of the difference between an image of the target domain and its translation; 5 in CycleGAN, 0 for none.</summary>
    public double IdentityWeight { get; init; } = 5;

    /// <summary>Generated images of each domain that are kept, to be shown to the discriminators again; 50 in CycleGAN, 0 for none.</summary>
    public int PoolSize { get; init; } = 50;

    /// <summary>Pixels a side of the patch that an output of a translation's discriminator judges: one of <see cref="PatchSizes.All"/>.</summary>
    public int PatchSize { get; init; } = 142;

    /// <summary>Whether the discriminator of pairs sees the target only, not the source.</summary>
    public bool UnconditionalDiscriminator { get; init; }

    /// <summary>Whether the generator of pairs has no bridges from its encoder to its decoder.</summary>
    public bool WithoutSkips { get; init; }

    /// <summary>Residual blocks of CycleGAN's generators; 9 for 256 pixels a side, 6 for 128.</summary>
    public int ResidualBlocks { get; init; } = 9;

    /// <summary>How residual blocks join.</summary>
    public ResidualKind Residual { get; init; }

    /// <summary>Whether CycleGAN's generators mirror images at their edges, as in the paper, where the source adds zeros.</summary>
    public bool ReflectionPadding { get; init; }

    /// <summary>
    /// Whether CycleGAN's generators give what their last convolution gives, as in the authors' code, where the source normalises each image by itself: an
    /// image that should be of one colour then needs a spot of another, so that its deviation is as that of all others.
    /// </summary>
    public bool PlainOutput { get; init; }

    /// <summary>
    /// Pixels by which images to translate are enlarged before a part of their old size is cut out at random, both of a pair alike; 30 for 256 pixels in the
    /// paper, 0 for none.
    /// </summary>
    public int Jitter { get; init; }

    /// <summary>Whether images of the data are mirrored at random, both of a pair alike.</summary>
    public bool RandomFlip { get; init; }

    /// <summary>
    /// Error of generated images over that of real ones that an autoencoder is held at, gamma, [0, 1]; lower for less variety, 0.3 to 0.7 in BEGAN.
    /// </summary>
    public double DiversityRatio { get; init; } = 0.5;

    /// <summary>How fast that balance is kept; lambda of k, 0.001 in BEGAN.</summary>
    public double BalanceRate { get; init; } = 0.001;

    /// <summary>Weight of the gradient penalty; 10 in WGAN-GP and DRAGAN and recommended, 0 for none.</summary>
    public double GradientPenalty { get; init; }

    /// <summary>Where that penalty looks.</summary>
    public PenaltyPlace PenaltyPlace { get; init; }

    /// <summary>Weight (gamma) of the R1 penalty on real images; 10 recommended, 0 for none.</summary>
    public double R1Penalty { get; init; }

    /// <summary>Weight (gamma) of the R2 penalty, the same on generated images; as R1's where both are asked for, 0 for none.</summary>
    public double R2Penalty { get; init; }

    /// <summary>Generator updates of which one has the penalties of the discriminator's slope (R1, R2, gradient), times as many; 1 for each.</summary>
    public int LazyRegularization { get; init; } = 1;

    /// <summary>Weight of the squared scores of real images, which keeps them near 0; 0.001 in progressive GAN, 0 for none.</summary>
    public double DriftPenalty { get; init; }

    /// <summary>Weight of the generator's orthogonal regularisation; 0.0001 in BigGAN, 0 for none.</summary>
    public double OrthogonalPenalty { get; init; }

    /// <summary>Largest magnitude of a critic's weight; 0.01 in WGAN, 0 for no clipping.</summary>
    public double WeightClip { get; init; }

    /// <summary>Which weights are clipped.</summary>
    public ClippedWeights ClippedWeights { get; init; }

    /// <summary>Greatest norm of a kernel's weights, both players, as <see cref="Layers.MaxNorm"/> has it; 1 in the progressive GAN, 0 for none.</summary>
    public double MaxNorm { get; init; }

    /// <summary>Pixels a side of the level that networks which grow begin with; 4 or a power of 2 above, 8 in StyleGAN.</summary>
    public int FirstSize { get; init; } = 4;

    /// <summary>
    /// Pixels a side of a level that networks which grow have behind them: they begin with the fade of the next. 0 to begin at <see cref="FirstSize"/>.
    /// </summary>
    public int FromLevel { get; init; }

    /// <summary>How real images are made as small as a level of networks that grow.</summary>
    public LevelScaling LevelScaling { get; init; }

    /// <summary>Whether real images are faded in with a level, as generated ones are.</summary>
    public bool FadeReals { get; init; }

    /// <summary>Least target of real images; below 1 for smoothing (0.7 recommended).</summary>
    public double RealTargetMin { get; init; } = 1;

    /// <summary>Greatest target of real images (1.2 recommended with smoothing).</summary>
    public double RealTargetMax { get; init; } = 1;

    /// <summary>Least target of generated images; 0 unless smoothed.</summary>
    public double FakeTargetMin { get; init; }

    /// <summary>Greatest target of generated images; above 0 for smoothing (0.3 recommended).</summary>
    public double FakeTargetMax { get; init; }

    /// <summary>Share of the discriminator's targets that are flipped; 0.05 recommended, 0 for none.</summary>
    public double LabelFlipRate { get; init; }

    /// <summary>Deviation, at step 0, of the noise on all that the discriminator sees; 0.1 recommended, 0 for none.</summary>
    public double InstanceNoise { get; init; }

    /// <summary>Steps in which that noise falls to nothing, evenly; 0 keeps it.</summary>
    public long InstanceNoiseSteps { get; init; }

    /// <summary>Whether brightness, saturation and contrast of all that the discriminator sees change at random.</summary>
    public bool AugmentColour { get; init; }

    /// <summary>Whether all that the discriminator sees moves at random, by an eighth of the size at most.</summary>
    public bool AugmentTranslation { get; init; }

    /// <summary>Whether a square of half the size is cut out at random of all that the discriminator sees.</summary>
    public bool AugmentCutout { get; init; }

    /// <summary>The step rule of both players.</summary>
    public OptimizerKind Optimizer { get; init; }

    /// <summary>Step size of the generator.</summary>
    public double GeneratorLearningRate { get; init; } = 0.0002;

    /// <summary>Step size of the discriminator.</summary>
    public double DiscriminatorLearningRate { get; init; } = 0.0002;

    /// <summary>How step sizes change over the training.</summary>
    public LearningRateSchedule LearningRateSchedule { get; init; }

    /// <summary>Updates after which step sizes fall, with <see cref="LearningRateSchedule.Steps"/>.</summary>
    public long RateEvery { get; init; } = 10_000;

    /// <summary>What step sizes are multiplied by then.</summary>
    public double RateFactor { get; init; } = 0.5;

    /// <summary>How fast the generator's step size falls: rate / (1 + decay * updates done); 0 keeps it.</summary>
    public double GeneratorLearningRateDecay { get; init; }

    /// <summary>How fast the discriminator's step size falls: rate / (1 + decay * updates done); 0 keeps it.</summary>
    public double DiscriminatorLearningRateDecay { get; init; }

    /// <summary>Greatest magnitude of an element of a gradient, both players; 0 for no limit.</summary>
    public double GradientClip { get; init; }

    /// <summary>Adam's first decay, generator, [0, 1).</summary>
    public double GeneratorBeta1 { get; init; } = 0.5;

    /// <summary>Adam's first decay, discriminator, [0, 1).</summary>
    public double DiscriminatorBeta1 { get; init; } = 0.5;

    /// <summary>Adam's second decay, both, [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>What Adam adds to the root that it divides by, both, above 0; 1e-7 is Keras', 1e-8 that of most papers.</summary>
    public double Epsilon { get; init; } = 1e-7;

    /// <summary>Deviation of the normal law that all kernels start from; 0.02 recommended, 0 for the laws of the model's source.</summary>
    public double InitialDeviation { get; init; }

    /// <summary>Decay of the running mean of the generator's, or classifier's, weights; 0.999 is usual, 0 for none.</summary>
    public double EmaDecay { get; init; }

    /// <summary>The same as images in which an old weight's share of the mean halves, whatever the batch; 500 to 10,000 is usual, 0 for none.</summary>
    public double EmaHalfLife { get; init; }

    /// <summary>Decay of that mean at a generator update, however it is given; 0 for none.</summary>
    public double AveragingDecay => EmaHalfLife > 0 ? Math.Pow(0.5, BatchSize / EmaHalfLife) : EmaDecay;

    /// <summary>
    /// Batches from which a generator's batch normalisations take their statistics anew, for sample grids and export; 0 for those of the training, which are of
    /// weights that have moved on. Meant for averaged weights, which never trained.
    /// </summary>
    public int StandingBatches { get; init; }
}
