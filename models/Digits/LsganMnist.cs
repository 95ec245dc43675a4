using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Digits;

/// <summary>The least squares GAN of handwritten digits.</summary>
/// <remarks>
/// Chapter 15 of Brownlee, after Mao et al., Least Squares GANs, 2016 (arXiv:1611.04076). Scores are unbounded. Kernels start from N(0, 0.02).
/// The generator's first normalisation comes before the reshape. Any height and width divisible by 4 is taken.
/// </remarks>
internal sealed class LsganMnist : GanModel
{
    private const double Slope = 0.2;
    private const int Reduction = 4;

    private static readonly Initializer Kernels = Initializer.Normal(0.02);

    /// <inheritdoc/>
    public override string Name => "lsgan-mnist";

    /// <inheritdoc/>
    public override string Description => "Least squares GAN with batch normalisation, made for MNIST";

    /// <inheritdoc/>
    public override GanSettings Settings =>
        new() { GeneratorWidth = 256, DiscriminatorWidth = 64, BatchSize = 64, Epochs = 20, Loss = AdversarialLossKind.LeastSquares };

    /// <inheritdoc/>
    public override string? Reject(DataShape data) => ImageReduction.Reject(data, Reduction);

    /// <summary>Latent [N, 100] ~ N(0, 1) to images [N, 1, 28, 28] in [-1, 1]. 1,976,577 parameters, 25,472 of them running statistics.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data)
    {
        var (latent, width) = (settings.LatentSize, settings.GeneratorWidth);
        var (height7, width7) = ImageReduction.Of(data, Reduction);
        var features = width * height7 * width7;
        return new LayeredGenerator(latent, new Sequential
        {
            { "project", Dense(latent, features, Kernels), new BatchNorm(features), ReLU(), new Reshape(width, height7, width7) },        // [N, 256, 7, 7]
            { "up14", new SameConvTranspose2d(width, width / 2, kernel: 4, stride: 2, Kernels), new BatchNorm(width / 2), ReLU() },       // [N, 128, 14, 14]
            { "up28", new SameConvTranspose2d(width / 2, width / 4, kernel: 4, stride: 2, Kernels), new BatchNorm(width / 4), ReLU() },   // [N, 64, 28, 28]
            { "image", new SameConv2d(width / 4, data.Channels, kernel: 7, weights: Kernels), Tanh() },                                   // [N, 1, 28, 28]
        });
    }

    /// <summary>Images [N, 1, 28, 28] to scores [N, 1]. 139,329 parameters, 384 of them running statistics.</summary>
    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data)
    {
        var width = settings.DiscriminatorWidth;
        var (height7, width7) = ImageReduction.Of(data, Reduction);
        return new LayeredDiscriminator(new Sequential
        {
            { "down14", new SameConv2d(data.Channels, width, kernel: 4, stride: 2, Kernels), new BatchNorm(width), LeakyReLU(Slope) },   // [N, 64, 14, 14]
            { "down7", new SameConv2d(width, 2 * width, kernel: 4, stride: 2, Kernels), new BatchNorm(2 * width), LeakyReLU(Slope) },    // [N, 128, 7, 7]
            { "score", Flatten(), Dense(2 * width * height7 * width7, 1, Kernels) },                                                     // [N, 1]
        });
    }
}
