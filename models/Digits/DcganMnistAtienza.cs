using Gans.Formats;
using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Digits;

/// <summary>Atienza's DCGAN of handwritten digits: dropout in both networks, RMSprop with clipped gradients, latents from a cube.</summary>
/// <remarks>
/// Atienza's article. As listed there, the generator's update trains the discriminator too, with an optimizer state of its own. Pixels lie in [0, 1].
/// The generator's first normalisation comes before the reshape: it knows features, not channels. Any height and width divisible by 4 is taken.
/// </remarks>
internal sealed class DcganMnistAtienza : GanModel
{
    private const double Slope = 0.2;
    private const double Momentum = 0.1;
    private const int Reduction = 4;
    private const int Kernel = 5;

    /// <inheritdoc/>
    public override string Name => "dcgan-mnist-atienza";

    /// <inheritdoc/>
    public override string Description => "Atienza's DCGAN with dropout and RMSprop, made for MNIST";

    /// <inheritdoc/>
    public override PixelRange Range => PixelRange.ZeroToOne;

    /// <inheritdoc/>
    public override GanSettings Settings => new()
    {
        LatentDistribution = LatentDistribution.Uniform,
        GeneratorWidth = 256,
        DiscriminatorWidth = 64,
        BatchSize = 256,
        Steps = 10_000,
        FullDiscriminatorBatches = true,
        DiscriminatorUpdate = DiscriminatorUpdate.Stacked,
        GeneratorUpdate = GeneratorUpdate.Both,
        Optimizer = OptimizerKind.RmsProp,
        DiscriminatorLearningRate = 0.0008,
        DiscriminatorLearningRateDecay = 6e-8,
        GeneratorLearningRate = 0.0004,
        GeneratorLearningRateDecay = 3e-8,
        GradientClip = 1,
    };

    /// <inheritdoc/>
    public override string? Reject(DataShape data) => ImageReduction.Reject(data, Reduction);

    /// <summary>Latent [N, 100] ~ U(-1, 1) to images [N, 1, 28, 28] in [0, 1]. 2,394,241 parameters, 25,536 of them running statistics.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data)
    {
        var (latent, depth) = (settings.LatentSize, settings.GeneratorWidth);
        var (height7, width7) = ImageReduction.Of(data, Reduction);
        var features = depth * height7 * width7;
        return new LayeredGenerator(latent, new Sequential
        {
            { "project", Dense(latent, features), new BatchNorm(features, Momentum), ReLU() },                      // [N, 12544]
            { "reshape", new Reshape(depth, height7, width7), Dropout(settings.DropoutRate) },                      // [N, 256, 7, 7]
            { "up14", new UpSampling2d(), Up(depth, depth / 2), new BatchNorm(depth / 2, Momentum), ReLU() },       // [N, 128, 14, 14]
            { "up28", new UpSampling2d(), Up(depth / 2, depth / 4), new BatchNorm(depth / 4, Momentum), ReLU() },   // [N, 64, 28, 28]
            { "refine", Up(depth / 4, depth / 8), new BatchNorm(depth / 8, Momentum), ReLU() },                     // [N, 32, 28, 28]
            { "image", Up(depth / 8, data.Channels), Sigmoid() },                                                   // [N, 1, 28, 28]
        });

        static SameConvTranspose2d Up(int inputs, int outputs) => new(inputs, outputs, Kernel, stride: 1);
    }

    /// <summary>Images [N, 1, 28, 28] to logits [N, 1]. 4,311,553 parameters.</summary>
    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data)
    {
        var (depth, rate) = (settings.DiscriminatorWidth, settings.DropoutRate);
        var (height4, width4) = ImageReduction.Of(data, 2 * Reduction);
        return new LayeredDiscriminator(new Sequential
        {
            { "down14", new SameConv2d(data.Channels, depth, Kernel, stride: 2), LeakyReLU(Slope), Dropout(rate) },   // [N, 64, 14, 14]
            { "down7", new SameConv2d(depth, 2 * depth, Kernel, stride: 2), LeakyReLU(Slope), Dropout(rate) },        // [N, 128, 7, 7]
            { "down4", new SameConv2d(2 * depth, 4 * depth, Kernel, stride: 2), LeakyReLU(Slope), Dropout(rate) },    // [N, 256, 4, 4]
            { "deepen", new SameConv2d(4 * depth, 8 * depth, Kernel), LeakyReLU(Slope), Dropout(rate) },              // [N, 512, 4, 4]
            { "logit", Flatten(), Dense(8 * depth * height4 * width4, 1) },                                           // [N, 1]
        });
    }
}
