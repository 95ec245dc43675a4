using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Ganimals;

/// <summary>The Wasserstein GAN with a gradient penalty, of 64x64 faces.</summary>
/// <remarks>
/// Chapter 4 of Foster, after Gulrajani et al., Improved Training of Wasserstein GANs, 2017 (arXiv:1704.00028). One update of the critic sums both losses and
/// the penalty; its images come from the generator in training mode. Kernels start from N(0, 0.02). Any height and width divisible by 16 is taken.
/// A generator's width of 512 and a critic's of 64 are the source's.
/// </remarks>
internal sealed class WganGpFaces64 : GanModel
{
    private const double Slope = 0.2;
    private const double Momentum = 0.1;
    private const int Reduction = 16;
    private const int Kernel = 5;

    private static readonly Initializer Kernels = Initializer.Normal(0.02);

    /// <inheritdoc/>
    public override string Name => "wgan-gp-faces64";

    /// <inheritdoc/>
    public override string Description => "Wasserstein GAN with gradient penalty, made for faces of 64x64";

    /// <inheritdoc/>
    public override GanSettings Settings => new()
    {
        GeneratorWidth = 512,
        DiscriminatorWidth = 64,
        BatchSize = 64,
        Steps = 6000,
        FullDiscriminatorBatches = true,
        DiscriminatorSteps = 5,
        DiscriminatorUpdate = DiscriminatorUpdate.Summed,
        FakesMode = Mode.Train,
        Loss = AdversarialLossKind.Wasserstein,
        GradientPenalty = 10,
    };

    /// <inheritdoc/>
    public override DataShape TypicalData => new(3, 64, 64);

    /// <inheritdoc/>
    public override string? Reject(DataShape data) => ImageReduction.Reject(data, Reduction);

    /// <summary>Latent [N, 100] ~ N(0, 1) to images [N, 3, 64, 64] in [-1, 1]. 5,168,003 parameters, 17,280 of them running statistics.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data)
    {
        var (latent, width) = (settings.LatentSize, settings.GeneratorWidth);
        var (height4, width4) = ImageReduction.Of(data, Reduction);
        var features = width * height4 * width4;
        return new LayeredGenerator(latent, new Sequential
        {
            // [N, 512, 4, 4]
            { "project", Dense(latent, features, Kernels), new BatchNorm(features, Momentum), LeakyReLU(Slope), new Reshape(width, height4, width4) },
            { "up8", Up(width, width / 2), new BatchNorm(width / 2, Momentum), LeakyReLU(Slope) },        // [N, 256, 8, 8]
            { "up16", Up(width / 2, width / 4), new BatchNorm(width / 4, Momentum), LeakyReLU(Slope) },   // [N, 128, 16, 16]
            { "up32", Up(width / 4, width / 8), new BatchNorm(width / 8, Momentum), LeakyReLU(Slope) },   // [N, 64, 32, 32]
            { "image", Up(width / 8, data.Channels), Tanh() },                                            // [N, 3, 64, 64]
        });
    }

    /// <summary>Images [N, 3, 64, 64] to scores [N, 1]. 4,314,753 parameters.</summary>
    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data)
    {
        var width = settings.DiscriminatorWidth;
        var (height4, width4) = ImageReduction.Of(data, Reduction);
        return new LayeredDiscriminator(new Sequential
        {
            { "down32", Down(data.Channels, width), LeakyReLU(Slope) },                // [N, 64, 32, 32]
            { "down16", Down(width, 2 * width), LeakyReLU(Slope) },                    // [N, 128, 16, 16]
            { "down8", Down(2 * width, 4 * width), LeakyReLU(Slope) },                 // [N, 256, 8, 8]
            { "down4", Down(4 * width, 8 * width), LeakyReLU(Slope) },                 // [N, 512, 4, 4]
            { "score", Flatten(), Dense(8 * width * height4 * width4, 1, Kernels) },   // [N, 1]
        });
    }

    private static SameConvTranspose2d Up(int inputs, int outputs) => new(inputs, outputs, Kernel, stride: 2, Kernels);

    private static SameConv2d Down(int inputs, int outputs) => new(inputs, outputs, Kernel, stride: 2, Kernels);
}
