using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Fashion;

/// <summary>The conditional DCGAN: both players are told the class, as one more feature map.</summary>
/// <remarks>
/// Chapter 17 of Brownlee, after Mirza and Osindero, Conditional Generative Adversarial Nets, 2014 (arXiv:1411.1784). Each player learns a class embedding of
/// its own. Settings are those of <see cref="DcganFashion"/>.
/// </remarks>
internal sealed class CganFashion : GanModel
{
    private const double Slope = 0.2;

    /// <inheritdoc/>
    public override string Name => "cgan-fashion";

    /// <inheritdoc/>
    public override string Description => "Conditional DCGAN that is told the class, made for Fashion-MNIST";

    /// <inheritdoc/>
    public override GanSettings Settings => new();

    /// <inheritdoc/>
    public override bool IsConditional => true;

    /// <inheritdoc/>
    public override string? Reject(DataShape data) =>
        data.ClassCount == 0 ? "found images without labels, needed a class for each" : ImageReduction.Reject(data, 4);

    /// <summary>Latent [N, 100] ~ N(0, 1) and labels [N] to images [N, 1, 28, 28] in [-1, 1]. 1,169,336 parameters. The label's map is not activated.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data)
    {
        var (latent, width) = (settings.LatentSize, settings.GeneratorWidth);
        var (height7, width7) = ImageReduction.Of(data, 4);
        return new LabelMapGenerator(
            latent,
            data.ClassCount,
            label: new Sequential
            {
                { "embedding", Embedding(data.ClassCount, settings.EmbeddingSize) },                                             // [N, 50]
                { "map", Dense(settings.EmbeddingSize, height7 * width7), new Reshape(1, height7, width7) },                     // [N, 1, 7, 7]
            },
            latent: new Sequential
            {
                { "project", Dense(latent, width * height7 * width7), LeakyReLU(Slope), new Reshape(width, height7, width7) },   // [N, 128, 7, 7]
            },
            body: new Sequential                                                                                                 // [N, 129, 7, 7]
            {
                { "up14", new SameConvTranspose2d(width + 1, width, kernel: 4, stride: 2), LeakyReLU(Slope) },                   // [N, 128, 14, 14]
                { "up28", new SameConvTranspose2d(width, width, kernel: 4, stride: 2), LeakyReLU(Slope) },                       // [N, 128, 28, 28]
                { "image", new SameConv2d(width, data.Channels, kernel: 7), Tanh() },                                            // [N, 1, 28, 28]
            });
    }

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data) => new CganFashionDiscriminator(settings, data);
}
