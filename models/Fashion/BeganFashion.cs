using Gans.Formats;
using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Fashion;

/// <summary>The boundary equilibrium GAN: an autoencoder in the discriminator's place, held in balance with the generator.</summary>
/// <remarks>
/// Chapter 14 of Brownlee names it among losses and gives no networks. Settings are those of Berthelot et al., BEGAN, 2017 (arXiv:1703.10717). Generator and
/// decoder are the generator of <see cref="DcganFashion"/>, the encoder is its discriminator's convolutions. Any height and width divisible by 4 is taken.
/// </remarks>
internal sealed class BeganFashion : GanModel
{
    private const double Slope = 0.2;
    private const int Reduction = 4;

    /// <inheritdoc/>
    public override string Name => "began-fashion";

    /// <inheritdoc/>
    public override string Description => "BEGAN, whose discriminator is an autoencoder, made for Fashion-MNIST";

    /// <inheritdoc/>
    public override UpdateRule Rule => UpdateRule.Equilibrium;

    /// <inheritdoc/>
    public override GanSettings Settings => new()
    {
        LatentSize = 64,
        LatentDistribution = LatentDistribution.Uniform,
        Loss = AdversarialLossKind.BoundaryEquilibrium,
        BatchSize = 16,
        FullDiscriminatorBatches = true,
        GeneratorLearningRate = 0.0001,
        DiscriminatorLearningRate = 0.0001,
    };

    /// <inheritdoc/>
    public override string? Reject(DataShape data) => ImageReduction.Reject(data, Reduction);

    /// <summary>Latent [N, 64] ~ U(-1, 1) to images [N, 1, 28, 28] in [-1, 1]. 938,497 parameters.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data) => new DcganFashion().CreateGenerator(settings, data);

    /// <summary>Images [N, 1, 28, 28] to errors [N, 1]. 1,488,834 parameters, the balance included.</summary>
    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data)
    {
        var (hidden, width) = (settings.LatentSize, settings.DiscriminatorWidth);
        var (height7, width7) = ImageReduction.Of(data, Reduction);
        var features = width * height7 * width7;
        return new AutoencoderDiscriminator(new Sequential
        {
            { "down14", new SameConv2d(data.Channels, width, kernel: 3, stride: 2), LeakyReLU(Slope) },      // [N, 128, 14, 14]
            { "down7", new SameConv2d(width, width, kernel: 3, stride: 2), LeakyReLU(Slope) },               // [N, 128, 7, 7]
            { "hidden", Flatten(), Dense(features, hidden) },                                                // [N, 64]
            { "project", Dense(hidden, features), LeakyReLU(Slope), new Reshape(width, height7, width7) },   // [N, 128, 7, 7]
            { "up14", new SameConvTranspose2d(width, width, kernel: 4, stride: 2), LeakyReLU(Slope) },       // [N, 128, 14, 14]
            { "up28", new SameConvTranspose2d(width, width, kernel: 4, stride: 2), LeakyReLU(Slope) },       // [N, 128, 28, 28]
            { "image", new SameConv2d(width, data.Channels, kernel: 7), Tanh() },                            // [N, 1, 28, 28]
        });
    }
}
