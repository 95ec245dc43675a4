using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Digits;

/// <summary>The pair of normalised networks that learns a single digit: as a Wasserstein GAN, and in four experiments on how training fails.</summary>
/// <remarks>
/// Chapters 16 and 10 of Brownlee: the same layers. Kernels start from N(0, 0.02), the last layer of the discriminator from Keras' uniform law.
/// Any height and width divisible by 4 is taken.
/// </remarks>
internal abstract class SingleDigitModel : GanModel
{
    private const double Slope = 0.2;
    private const int Reduction = 4;

    private static readonly Initializer Kernels = Initializer.Normal(0.02);

    /// <inheritdoc/>
    public override GanSettings Settings => new() { LatentSize = 50, DiscriminatorWidth = 64 };

    /// <inheritdoc/>
    public override string? Reject(DataShape data) => ImageReduction.Reject(data, Reduction);

    /// <summary>Latent [N, 50] ~ N(0, 1) to images [N, 1, 28, 28] in [-1, 1]. 851,713 parameters, 512 of them running statistics.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data)
    {
        var (latent, width) = (settings.LatentSize, settings.GeneratorWidth);
        var (height7, width7) = ImageReduction.Of(data, Reduction);
        return new LayeredGenerator(latent, new Sequential
        {
            { "project", Dense(latent, width * height7 * width7, Kernels), LeakyReLU(Slope), new Reshape(width, height7, width7) },     // [N, 128, 7, 7]
            { "up14", new SameConvTranspose2d(width, width, kernel: 4, stride: 2, Kernels), new BatchNorm(width), LeakyReLU(Slope) },   // [N, 128, 14, 14]
            { "up28", new SameConvTranspose2d(width, width, kernel: 4, stride: 2, Kernels), new BatchNorm(width), LeakyReLU(Slope) },   // [N, 128, 28, 28]
            { "image", new SameConv2d(width, data.Channels, kernel: 7, weights: Kernels), Tanh() },                                     // [N, 1, 28, 28]
        });
    }

    /// <summary>Images [N, 1, 28, 28] to logits, or scores of a critic, [N, 1]. 70,337 parameters, 256 of them running statistics.</summary>
    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data)
    {
        var width = settings.DiscriminatorWidth;
        var (height7, width7) = ImageReduction.Of(data, Reduction);
        return new LayeredDiscriminator(new Sequential
        {
            { "down14", new SameConv2d(data.Channels, width, kernel: 4, stride: 2, Kernels), new BatchNorm(width), LeakyReLU(Slope) },   // [N, 64, 14, 14]
            { "down7", new SameConv2d(width, width, kernel: 4, stride: 2, Kernels), new BatchNorm(width), LeakyReLU(Slope) },            // [N, 64, 7, 7]
            { "logit", Flatten(), Dense(width * height7 * width7, 1) },                                                                  // [N, 1]
        });
    }
}
