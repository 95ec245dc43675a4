using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Digits;

/// <summary>The information maximizing GAN: a code beside the latent vector, which a head of the discriminator must find in the image again.</summary>
/// <remarks>
/// Chapter 18 of Brownlee, after Chen et al., InfoGAN, 2016 (arXiv:1606.03657). Activation comes before normalisation, but in the code's head. Kernels of
/// convolutions and of the generator's first layer start from N(0, 0.02). Any height and width divisible by 4 is taken. A generator's width of 128 and a
/// discriminator's of 64 are the source's.
/// </remarks>
internal sealed class InfoganMnist : GanModel
{
    private const double Slope = 0.1;
    private const int Reduction = 4;
    private const int Kernel = 4;

    private static readonly Initializer Kernels = Initializer.Normal(0.02);

    /// <inheritdoc/>
    public override string Name => "infogan-mnist";

    /// <inheritdoc/>
    public override string Description => "GAN that finds codes for what it draws, without labels, made for MNIST";

    /// <inheritdoc/>
    public override UpdateRule Rule => UpdateRule.InfoGan;

    /// <inheritdoc/>
    public override GanSettings Settings => new() { LatentSize = 62, DiscriminatorWidth = 64, BatchSize = 64, CodeCategories = 10 };

    /// <inheritdoc/>
    public override string? Reject(DataShape data) => ImageReduction.Reject(data, Reduction);

    /// <summary>
    /// Latent [N, 62] ~ N(0, 1) and codes [N, 10] to images [N, 1, 28, 28] in [-1, 1]. 3,113,409 parameters, 50,560 of them running statistics.
    /// </summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data)
    {
        var (inputs, width) = (settings.LatentSize + settings.Codes.Size, settings.GeneratorWidth);
        var (height7, width7) = ImageReduction.Of(data, Reduction);
        var features = 4 * width * height7 * width7;
        return new CodedGenerator(settings.LatentSize, settings.Codes.Size, new Sequential                                               // [N, 72]
        {
            { "project", Dense(inputs, features, Kernels), ReLU(), new BatchNorm(features), new Reshape(4 * width, height7, width7) },   // [N, 512, 7, 7]
            { "full7", new SameConv2d(4 * width, width, Kernel, weights: Kernels), ReLU(), new BatchNorm(width) },                       // [N, 128, 7, 7]
            { "up14", new SameConvTranspose2d(width, width / 2, Kernel, stride: 2, Kernels), ReLU(), new BatchNorm(width / 2) },         // [N, 64, 14, 14]
            { "image", new SameConvTranspose2d(width / 2, data.Channels, Kernel, stride: 2, Kernels), Tanh() },                          // [N, 1, 28, 28]
        });
    }

    /// <summary>
    /// Images [N, 1, 28, 28] to logits [N, 1] and what is thought of the code, [N, 10]. 658,368 parameters in the trunk, 12,545 more for the logit and
    /// 1,607,562 more for the code.
    /// </summary>
    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data)
    {
        const int hidden = 128;
        var width = settings.DiscriminatorWidth;
        var (height7, width7) = ImageReduction.Of(data, Reduction);
        var features = 4 * width * height7 * width7;
        return new HeadedDiscriminator(
            trunk: new Sequential
            {
                { "down14", new SameConv2d(data.Channels, width, Kernel, stride: 2, Kernels), LeakyReLU(Slope) },                          // [N, 64, 14, 14]
                { "down7", new SameConv2d(width, 2 * width, Kernel, stride: 2, Kernels), LeakyReLU(Slope), new BatchNorm(2 * width) },     // [N, 128, 7, 7]
                { "full7", new SameConv2d(2 * width, 4 * width, Kernel, weights: Kernels), LeakyReLU(Slope), new BatchNorm(4 * width) },   // [N, 256, 7, 7]
                { "flatten", Flatten() },                                                                                                  // [N, 12544]
            },
            logit: Dense(features, 1),                                                                                                     // [N, 1]
            code: new Sequential
            {
                { "hidden", Dense(features, hidden), new BatchNorm(hidden), LeakyReLU(Slope) },                                            // [N, 128]
                { "outputs", Dense(hidden, settings.CodeOutputs) },                                                                   // [N, 10]
            });
    }
}
