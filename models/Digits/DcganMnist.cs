using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Digits;

/// <summary>The DCGAN of handwritten digits, without normalisation. Its pixels lie in [0, 1]; the discriminator makes one update on a stacked batch.</summary>
/// <remarks>Chapter 7 of Brownlee. Any height and width divisible by 4 is taken. A width of 128 is the source's; the discriminator's is half of that.</remarks>
internal sealed class DcganMnist : GanModel
{
    private const double Slope = 0.2;
    private const int Reduction = 4;

    /// <inheritdoc/>
    public override string Name => "dcgan-mnist";

    /// <inheritdoc/>
    public override string Description => "DCGAN without normalisation, made for MNIST";

    /// <inheritdoc/>
    public override PixelRange Range => PixelRange.ZeroToOne;

    /// <inheritdoc/>
    public override GanSettings Settings => new() { DiscriminatorWidth = 64, BatchSize = 256, DiscriminatorUpdate = DiscriminatorUpdate.Stacked };

    /// <inheritdoc/>
    public override string? Reject(DataShape data) => ImageReduction.Reject(data, Reduction);

    /// <summary>Latent [N, 100] ~ N(0, 1) to images [N, 1, 28, 28] in [0, 1]. 1,164,289 parameters.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data)
    {
        var (latent, width) = (settings.LatentSize, settings.GeneratorWidth);
        var (height7, width7) = ImageReduction.Of(data, Reduction);
        return new LayeredGenerator(latent, new Sequential
        {
            { "project", Dense(latent, width * height7 * width7), LeakyReLU(Slope), new Reshape(width, height7, width7) },   // [N, 128, 7, 7]
            { "up14", new SameConvTranspose2d(width, width, kernel: 4, stride: 2), LeakyReLU(Slope) },                       // [N, 128, 14, 14]
            { "up28", new SameConvTranspose2d(width, width, kernel: 4, stride: 2), LeakyReLU(Slope) },                       // [N, 128, 28, 28]
            { "image", new SameConv2d(width, data.Channels, kernel: 7), Sigmoid() },                                         // [N, 1, 28, 28]
        });
    }

    /// <summary>Images [N, 1, 28, 28] to logits [N, 1]. 40,705 parameters.</summary>
    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data)
    {
        var (width, rate) = (settings.DiscriminatorWidth, settings.DropoutRate);
        var (height7, width7) = ImageReduction.Of(data, Reduction);
        return new LayeredDiscriminator(new Sequential
        {
            { "down14", new SameConv2d(data.Channels, width, kernel: 3, stride: 2), LeakyReLU(Slope), Dropout(rate) },   // [N, 64, 14, 14]
            { "down7", new SameConv2d(width, width, kernel: 3, stride: 2), LeakyReLU(Slope), Dropout(rate) },            // [N, 64, 7, 7]
            { "logit", Flatten(), Dense(width * height7 * width7, 1) },                                                  // [N, 1]
        });
    }
}
