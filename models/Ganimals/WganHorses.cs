using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Ganimals;

/// <summary>The Wasserstein GAN with clipped weights, of small photos of horses.</summary>
/// <remarks>
/// Chapter 4 of Foster, after Arjovsky et al., Wasserstein GAN, 2017 (arXiv:1701.07875). All weights of the critic are clipped. Kernels start from N(0, 0.02).
/// Any height and width divisible by 8 is taken. A generator's width of 128 and a critic's of 32 are the source's.
/// </remarks>
internal sealed class WganHorses : GanModel
{
    private const double Slope = 0.2;
    private const double Momentum = 0.2;
    private const int Reduction = 8;
    private const int Kernel = 5;

    private static readonly Initializer Kernels = Initializer.Normal(0.02);

    /// <inheritdoc/>
    public override string Name => "wgan-horses";

    /// <inheritdoc/>
    public override string Description => "Wasserstein GAN with clipped weights, made for the horses of CIFAR-10";

    /// <inheritdoc/>
    public override GanSettings Settings => new()
    {
        DiscriminatorWidth = 32,
        Steps = 6000,
        FullDiscriminatorBatches = true,
        DiscriminatorSteps = 5,
        Loss = AdversarialLossKind.Wasserstein,
        WeightClip = 0.01,
        ClippedWeights = ClippedWeights.All,
        Optimizer = OptimizerKind.RmsProp,
        GeneratorLearningRate = 0.00005,
        DiscriminatorLearningRate = 0.00005,
    };

    /// <inheritdoc/>
    public override DataShape TypicalData => new(3, 32, 32, 10);

    /// <inheritdoc/>
    public override string? Reject(DataShape data) => ImageReduction.Reject(data, Reduction);

    /// <summary>Latent [N, 100] ~ N(0, 1) to images [N, 3, 32, 32] in [-1, 1]. 884,163 parameters, 4,544 of them running statistics.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data)
    {
        var (latent, width) = (settings.LatentSize, settings.GeneratorWidth);
        var (height4, width4) = ImageReduction.Of(data, Reduction);
        var features = width * height4 * width4;
        return new LayeredGenerator(latent, new Sequential
        {
            // [N, 128, 4, 4]
            { "project", Dense(latent, features, Kernels), new BatchNorm(features, Momentum), LeakyReLU(Slope), new Reshape(width, height4, width4) },
            { "up8", new UpSampling2d(), Convolution(width, width), new BatchNorm(width, Momentum), LeakyReLU(Slope) },                // [N, 128, 8, 8]
            { "up16", new UpSampling2d(), Convolution(width, width / 2), new BatchNorm(width / 2, Momentum), LeakyReLU(Slope) },       // [N, 64, 16, 16]
            { "up32", new UpSampling2d(), Convolution(width / 2, width / 4), new BatchNorm(width / 4, Momentum), LeakyReLU(Slope) },   // [N, 32, 32, 32]
            { "image", new SameConvTranspose2d(width / 4, data.Channels, Kernel, stride: 1, Kernels), Tanh() },                        // [N, 3, 32, 32]
        });
    }

    /// <summary>Images [N, 3, 32, 32] to scores [N, 1]. 670,401 parameters.</summary>
    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data)
    {
        var width = settings.DiscriminatorWidth;
        var (height4, width4) = ImageReduction.Of(data, Reduction);
        return new LayeredDiscriminator(new Sequential
        {
            { "down16", Convolution(data.Channels, width, stride: 2), LeakyReLU(Slope) },   // [N, 32, 16, 16]
            { "down8", Convolution(width, 2 * width, stride: 2), LeakyReLU(Slope) },        // [N, 64, 8, 8]
            { "down4", Convolution(2 * width, 4 * width, stride: 2), LeakyReLU(Slope) },    // [N, 128, 4, 4]
            { "refine", Convolution(4 * width, 4 * width), LeakyReLU(Slope) },              // [N, 128, 4, 4]
            { "score", Flatten(), Dense(4 * width * height4 * width4, 1, Kernels) },        // [N, 1]
        });
    }

    private static SameConv2d Convolution(int inputs, int outputs, int stride = 1) => new(inputs, outputs, Kernel, stride, Kernels);
}
