using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Fashion;

/// <summary>The unconditional DCGAN without batch normalisation for 28x28 grey images.</summary>
/// <remarks>
/// Chapter 17 of Brownlee. Shapes in the comments are those of the source: 28x28, both widths 128, latent size 100. Any height and width divisible by 4, grey
/// or RGB, is taken. The discriminator gives logits; its sigmoid is part of the loss.
/// </remarks>
internal sealed class DcganFashion : GanModel
{
    private const double Slope = 0.2;

    /// <inheritdoc/>
    public override string Name => "dcgan-fashion";

    /// <inheritdoc/>
    public override string Description => "DCGAN without batch normalisation, made for Fashion-MNIST";

    /// <inheritdoc/>
    public override GanSettings Settings => new();

    /// <inheritdoc/>
    public override string? Reject(DataShape data) => ImageReduction.Reject(data, 4);

    /// <summary>Latent [N, 100] ~ N(0, 1) to images [N, 1, 28, 28] in [-1, 1]. 1,164,289 parameters.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data)
    {
        var (latent, width) = (settings.LatentSize, settings.GeneratorWidth);
        var (height7, width7) = ImageReduction.Of(data, 4);
        return new LayeredGenerator(latent, new Sequential
        {
            { "project", Dense(latent, width * height7 * width7), LeakyReLU(Slope), new Reshape(width, height7, width7) },   // [N, 128, 7, 7]
            { "up14", new SameConvTranspose2d(width, width, kernel: 4, stride: 2), LeakyReLU(Slope) },                       // [N, 128, 14, 14]
            { "up28", new SameConvTranspose2d(width, width, kernel: 4, stride: 2), LeakyReLU(Slope) },                       // [N, 128, 28, 28]
            { "image", new SameConv2d(width, data.Channels, kernel: 7), Tanh() },                                            // [N, 1, 28, 28]
        });
    }

    /// <summary>Images [N, 1, 28, 28] to logits [N, 1]. 155,137 parameters.</summary>
    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data)
    {
        var width = settings.DiscriminatorWidth;
        var (height7, width7) = ImageReduction.Of(data, 4);
        return new LayeredDiscriminator(new Sequential
        {
            { "down14", new SameConv2d(data.Channels, width, kernel: 3, stride: 2), LeakyReLU(Slope) },   // [N, 128, 14, 14]
            { "down7", new SameConv2d(width, width, kernel: 3, stride: 2), LeakyReLU(Slope) },            // [N, 128, 7, 7]
            { "flatten", Flatten(), Dropout(settings.DropoutRate) },                                      // [N, 6272]
            { "logit", Dense(width * height7 * width7, 1) },                                              // [N, 1]
        });
    }
}
