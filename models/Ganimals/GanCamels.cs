using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Ganimals;

/// <summary>The GAN of drawn camels: nearest upsampling, a normalised generator, and a discriminator twice as fast as it.</summary>
/// <remarks>Chapter 4 of Foster. Kernels start from N(0, 0.02). Any height and width divisible by 4 is taken. Widths of 64 are the source's.</remarks>
internal sealed class GanCamels : GanModel
{
    private const double Momentum = 0.1;
    private const int Reduction = 4;
    private const int Kernel = 5;

    private static readonly Initializer Kernels = Initializer.Normal(0.02);

    /// <inheritdoc/>
    public override string Name => "gan-camels";

    /// <inheritdoc/>
    public override string Description => "GAN with nearest upsampling and RMSprop, made for the drawings of Quick, Draw!";

    /// <inheritdoc/>
    public override GanSettings Settings => new()
    {
        GeneratorWidth = 64,
        DiscriminatorWidth = 64,
        BatchSize = 64,
        Steps = 2000,
        FullDiscriminatorBatches = true,
        Optimizer = OptimizerKind.RmsProp,
        GeneratorLearningRate = 0.0004,
        DiscriminatorLearningRate = 0.0008,
    };

    /// <inheritdoc/>
    public override string? Reject(DataShape data) => ImageReduction.Reject(data, Reduction);

    /// <summary>Latent [N, 100] ~ N(0, 1) to images [N, 1, 28, 28] in [-1, 1]. 844,161 parameters, 6,784 of them running statistics.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data)
    {
        var (latent, width) = (settings.LatentSize, settings.GeneratorWidth);
        var (height7, width7) = ImageReduction.Of(data, Reduction);
        var features = width * height7 * width7;
        return new LayeredGenerator(latent, new Sequential
        {
            { "project", Dense(latent, features, Kernels), new BatchNorm(features, Momentum), ReLU(), new Reshape(width, height7, width7) },   // [N, 64, 7, 7]
            { "up14", new UpSampling2d(), Convolution(width, 2 * width), new BatchNorm(2 * width, Momentum), ReLU() },   // [N, 128, 14, 14]
            { "up28", new UpSampling2d(), Convolution(2 * width, width), new BatchNorm(width, Momentum), ReLU() },       // [N, 64, 28, 28]
            { "refine", Convolution(width, width), new BatchNorm(width, Momentum), ReLU() },                             // [N, 64, 28, 28]
            { "image", Convolution(width, data.Channels), Tanh() },                                                      // [N, 1, 28, 28]
        });
    }

    /// <summary>Images [N, 1, 28, 28] to logits [N, 1]. 720,833 parameters.</summary>
    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data)
    {
        var (width, rate) = (settings.DiscriminatorWidth, settings.DropoutRate);
        var (height4, width4) = ImageReduction.Of(data, 2 * Reduction);
        return new LayeredDiscriminator(new Sequential
        {
            { "down14", Convolution(data.Channels, width, stride: 2), ReLU(), Dropout(rate) },   // [N, 64, 14, 14]
            { "down7", Convolution(width, width, stride: 2), ReLU(), Dropout(rate) },            // [N, 64, 7, 7]
            { "down4", Convolution(width, 2 * width, stride: 2), ReLU(), Dropout(rate) },        // [N, 128, 4, 4]
            { "refine", Convolution(2 * width, 2 * width), ReLU(), Dropout(rate) },              // [N, 128, 4, 4]
            { "logit", Flatten(), Dense(2 * width * height4 * width4, 1, Kernels) },             // [N, 1]
        });
    }

    private static SameConv2d Convolution(int inputs, int outputs, int stride = 1) => new(inputs, outputs, Kernel, stride, Kernels);
}
