using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Faces;

/// <summary>The DCGAN of 80x80 faces, without normalisation.</summary>
/// <remarks>Chapter 9 of Brownlee. Any height and width divisible by 16 is taken.</remarks>
internal sealed class DcganFaces80 : GanModel
{
    private const double Slope = 0.2;
    private const int Reduction = 16;

    /// <inheritdoc/>
    public override string Name => "dcgan-faces80";

    /// <inheritdoc/>
    public override string Description => "DCGAN without normalisation, made for faces of 80x80";

    /// <inheritdoc/>
    public override GanSettings Settings => new();

    /// <inheritdoc/>
    public override DataShape TypicalData => new(3, 80, 80);

    /// <inheritdoc/>
    public override string? Reject(DataShape data) => ImageReduction.Reject(data, Reduction);

    /// <summary>Latent [N, 100] ~ N(0, 1) to images [N, 3, 80, 80] in [-1, 1]. 1,381,891 parameters.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data)
    {
        var (latent, width) = (settings.LatentSize, settings.GeneratorWidth);
        var (height5, width5) = ImageReduction.Of(data, Reduction);
        return new LayeredGenerator(latent, new Sequential
        {
            { "project", Dense(latent, width * height5 * width5), LeakyReLU(Slope), new Reshape(width, height5, width5) },   // [N, 128, 5, 5]
            { "up10", new SameConvTranspose2d(width, width, kernel: 4, stride: 2), LeakyReLU(Slope) },                       // [N, 128, 10, 10]
            { "up20", new SameConvTranspose2d(width, width, kernel: 4, stride: 2), LeakyReLU(Slope) },                       // [N, 128, 20, 20]
            { "up40", new SameConvTranspose2d(width, width, kernel: 4, stride: 2), LeakyReLU(Slope) },                       // [N, 128, 40, 40]
            { "up80", new SameConvTranspose2d(width, width, kernel: 4, stride: 2), LeakyReLU(Slope) },                       // [N, 128, 80, 80]
            { "image", new SameConv2d(width, data.Channels, kernel: 5), Tanh() },                                            // [N, 3, 80, 80]
        });
    }

    /// <summary>Images [N, 3, 80, 80] to logits [N, 1]. 1,651,841 parameters.</summary>
    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data)
    {
        var width = settings.DiscriminatorWidth;
        var (height5, width5) = ImageReduction.Of(data, Reduction);
        return new LayeredDiscriminator(new Sequential
        {
            { "full80", new SameConv2d(data.Channels, width, kernel: 5), LeakyReLU(Slope) },      // [N, 128, 80, 80]
            { "down40", new SameConv2d(width, width, kernel: 5, stride: 2), LeakyReLU(Slope) },   // [N, 128, 40, 40]
            { "down20", new SameConv2d(width, width, kernel: 5, stride: 2), LeakyReLU(Slope) },   // [N, 128, 20, 20]
            { "down10", new SameConv2d(width, width, kernel: 5, stride: 2), LeakyReLU(Slope) },   // [N, 128, 10, 10]
            { "down5", new SameConv2d(width, width, kernel: 5, stride: 2), LeakyReLU(Slope) },    // [N, 128, 5, 5]
            { "flatten", Flatten(), Dropout(settings.DropoutRate) },                              // [N, 3200]
            { "logit", Dense(width * height5 * width5, 1) },                                      // [N, 1]
        });
    }
}
