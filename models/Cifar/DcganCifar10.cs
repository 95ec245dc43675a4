using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Cifar;

/// <summary>The DCGAN of small colour photos, without normalisation.</summary>
/// <remarks>
/// Chapter 8 of Brownlee. Any height and width divisible by 8 is taken. Widths of 128 are the source's: its other numbers of channels are half and twice that.
/// </remarks>
internal sealed class DcganCifar10 : GanModel
{
    private const double Slope = 0.2;
    private const int Reduction = 8;

    /// <inheritdoc/>
    public override string Name => "dcgan-cifar10";

    /// <inheritdoc/>
    public override string Description => "DCGAN without normalisation, made for CIFAR-10";

    /// <inheritdoc/>
    public override GanSettings Settings => new() { Epochs = 200 };

    /// <inheritdoc/>
    public override DataShape TypicalData => new(3, 32, 32, 10);

    /// <inheritdoc/>
    public override string? Reject(DataShape data) => ImageReduction.Reject(data, Reduction);

    /// <summary>Latent [N, 100] ~ N(0, 1) to images [N, 3, 32, 32] in [-1, 1]. 1,466,115 parameters.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data)
    {
        var (latent, width) = (settings.LatentSize, settings.GeneratorWidth);
        var (height4, width4) = ImageReduction.Of(data, Reduction);
        return new LayeredGenerator(latent, new Sequential
        {
            { "project", Dense(latent, 2 * width * height4 * width4), LeakyReLU(Slope), new Reshape(2 * width, height4, width4) },   // [N, 256, 4, 4]
            { "up8", new SameConvTranspose2d(2 * width, width, kernel: 4, stride: 2), LeakyReLU(Slope) },                            // [N, 128, 8, 8]
            { "up16", new SameConvTranspose2d(width, width, kernel: 4, stride: 2), LeakyReLU(Slope) },                               // [N, 128, 16, 16]
            { "up32", new SameConvTranspose2d(width, width, kernel: 4, stride: 2), LeakyReLU(Slope) },                               // [N, 128, 32, 32]
            { "image", new SameConv2d(width, data.Channels, kernel: 3), Tanh() },                                                    // [N, 3, 32, 32]
        });
    }

    /// <summary>Images [N, 3, 32, 32] to logits [N, 1]. 522,497 parameters.</summary>
    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data)
    {
        var width = settings.DiscriminatorWidth;
        var (height4, width4) = ImageReduction.Of(data, Reduction);
        return new LayeredDiscriminator(new Sequential
        {
            { "full32", new SameConv2d(data.Channels, width / 2, kernel: 3), LeakyReLU(Slope) },      // [N, 64, 32, 32]
            { "down16", new SameConv2d(width / 2, width, kernel: 3, stride: 2), LeakyReLU(Slope) },   // [N, 128, 16, 16]
            { "down8", new SameConv2d(width, width, kernel: 3, stride: 2), LeakyReLU(Slope) },        // [N, 128, 8, 8]
            { "down4", new SameConv2d(width, 2 * width, kernel: 3, stride: 2), LeakyReLU(Slope) },    // [N, 256, 4, 4]
            { "flatten", Flatten(), Dropout(settings.DropoutRate) },                                  // [N, 4096]
            { "logit", Dense(2 * width * height4 * width4, 1) },                                      // [N, 1]
        });
    }
}
