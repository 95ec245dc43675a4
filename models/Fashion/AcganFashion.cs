using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Fashion;

/// <summary>The auxiliary classifier GAN: the generator is told the class, and the discriminator guesses it.</summary>
/// <remarks>
/// Chapter 19 of Brownlee, after Odena et al., Conditional Image Synthesis With Auxiliary Classifier GANs, 2016 (arXiv:1610.09585). The class is learned on
/// real images and on generated ones. Kernels start from N(0, 0.02). Any height and width divisible by 4 is taken. A generator's width of 192 and a
/// discriminator's of 32 are the source's.
/// </remarks>
internal sealed class AcganFashion : GanModel
{
    private const double Slope = 0.2;
    private const int Reduction = 4;

    private static readonly Initializer Kernels = Initializer.Normal(0.02);

    /// <inheritdoc/>
    public override string Name => "acgan-fashion";

    /// <inheritdoc/>
    public override string Description => "GAN whose discriminator guesses the class that the generator was told, made for Fashion-MNIST";

    /// <inheritdoc/>
    public override GanSettings Settings => new() { GeneratorWidth = 192, DiscriminatorWidth = 32, DropoutRate = 0.5, BatchSize = 64 };

    /// <inheritdoc/>
    public override bool IsConditional => true;

    /// <inheritdoc/>
    public override bool IsDiscriminatorConditional => false;

    /// <inheritdoc/>
    public override string? Reject(DataShape data) =>
        data.ClassCount == 0 ? "found images without labels, needed a class for each" : ImageReduction.Reject(data, Reduction);

    /// <summary>Latent [N, 100] ~ N(0, 1) and labels [N] to images [N, 1, 28, 28] in [-1, 1]. 3,757,176 parameters, 384 of them running statistics.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data)
    {
        var (latent, width) = (settings.LatentSize, settings.GeneratorWidth);
        var (height7, width7) = ImageReduction.Of(data, Reduction);
        return new LabelMapGenerator(
            latent,
            data.ClassCount,
            label: new Sequential
            {
                { "embedding", Embedding(data.ClassCount, settings.EmbeddingSize) },                                                        // [N, 50]
                { "map", Dense(settings.EmbeddingSize, height7 * width7, Kernels), new Reshape(1, height7, width7) },                       // [N, 1, 7, 7]
            },
            latent: new Sequential
            {
                { "project", Dense(latent, 2 * width * height7 * width7, Kernels), ReLU(), new Reshape(2 * width, height7, width7) },       // [N, 384, 7, 7]
            },
            body: new Sequential                                                                                                            // [N, 385, 7, 7]
            {
                { "up14", new SameConvTranspose2d((2 * width) + 1, width, kernel: 5, stride: 2, Kernels), new BatchNorm(width), ReLU() },   // [N, 192, 14, 14]
                { "image", new SameConvTranspose2d(width, data.Channels, kernel: 5, stride: 2, Kernels), Tanh() },                          // [N, 1, 28, 28]
            });
    }

    /// <summary>Images [N, 1, 28, 28] to logits [N, 1] and class logits [N, 10]. 527,627 parameters, 896 of them running statistics.</summary>
    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data)
    {
        var (width, rate) = (settings.DiscriminatorWidth, settings.DropoutRate);
        var (height7, width7) = ImageReduction.Of(data, Reduction);
        var features = 8 * width * height7 * width7;
        return new HeadedDiscriminator(
            trunk: new Sequential
            {
                { "down14", new SameConv2d(data.Channels, width, kernel: 3, stride: 2, Kernels), LeakyReLU(Slope), Dropout(rate) },         // [N, 32, 14, 14]
                { "full14", new SameConv2d(width, 2 * width, 3, 1, Kernels), new BatchNorm(2 * width), LeakyReLU(Slope), Dropout(rate) },   // [N, 64, 14, 14]
                { "down7", new SameConv2d(2 * width, 4 * width, 3, 2, Kernels), new BatchNorm(4 * width), LeakyReLU(Slope), Dropout(rate) },   // [N, 128, 7, 7]
                { "full7", new SameConv2d(4 * width, 8 * width, 3, 1, Kernels), new BatchNorm(8 * width), LeakyReLU(Slope), Dropout(rate) },   // [N, 256, 7, 7]
                { "flatten", Flatten() },                                                                                                   // [N, 12544]
            },
            logit: Dense(features, 1),                                                                                                      // [N, 1]
            classes: Dense(features, data.ClassCount));                                                                                     // [N, 10]
    }
}
