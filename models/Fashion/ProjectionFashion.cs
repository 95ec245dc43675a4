using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Fashion;

/// <summary>A small conditional GAN that makes good clothes in minutes on two cores: the default pipeline's.</summary>
/// <remarks>
/// The discriminator is told the class by projection (Miyato and Koyama, 2018, arXiv:1802.05637). A class is a short vector beside the latent one: a long one
/// drowns the latent, and all images of a class become alike. docs/default-picture.md has what else was tried. Kernels start from N(0, 0.02), and the
/// discriminator's vectors from 0, so that it first learns what clothes look like. Any height and width divisible by 4 is taken.
/// </remarks>
internal sealed class ProjectionFashion : GanModel
{
    private const double Slope = 0.2;
    private const int Reduction = 4;

    private static readonly Initializer Kernels = Initializer.Normal(0.02);

    /// <inheritdoc/>
    public override string Name => "projection-fashion";

    /// <inheritdoc/>
    public override string Description => "Small conditional GAN with a projection discriminator, made for Fashion-MNIST";

    /// <inheritdoc/>
    public override GanSettings Settings => new()
    {
        LatentSize = 64,
        EmbeddingSize = 10,
        GeneratorWidth = 24,
        DiscriminatorWidth = 24,
        DropoutRate = 0,
        BatchSize = 64,
        FakesMode = Mode.Train,
        GeneratorLearningRate = 0.001,
        DiscriminatorLearningRate = 0.001,
        GeneratorBeta1 = 0,
        DiscriminatorBeta1 = 0,
        EmaDecay = 0.998,
        StandingBatches = 32,
        Epochs = 60,
    };

    /// <inheritdoc/>
    public override bool IsConditional => true;

    /// <inheritdoc/>
    public override string? Reject(DataShape data) =>
        data.ClassCount == 0 ? "found images without labels, needed a class for each" : ImageReduction.Reject(data, Reduction);

    /// <summary>Latent [N, 64] ~ N(0, 1) and labels [N] to images [N, 1, 28, 28] in [-1, 1]. 195,605 parameters, 144 of them running statistics.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data)
    {
        var (latent, embedding, width) = (settings.LatentSize, settings.EmbeddingSize, settings.GeneratorWidth);
        var (height7, width7) = ImageReduction.Of(data, Reduction);
        return new EmbeddedGenerator(
            latent,
            data.ClassCount,
            label: Embedding(data.ClassCount, embedding, Initializer.Normal(1)),                                            // [N, 10]
            body: new Sequential                                                                                            // [N, 74]
            {
                { "project", Dense(latent + embedding, 2 * width * height7 * width7, Kernels), new Reshape(2 * width, height7, width7) },
                { "full7", new BatchNorm(2 * width), ReLU() },                                                              // [N, 48, 7, 7]
                { "up14", Up(2 * width, width, bias: false), new BatchNorm(width), ReLU() },                                // [N, 24, 14, 14]
                { "image", Up(width, data.Channels, bias: true), Tanh() },                                                  // [N, 1, 28, 28]
            });
    }

    /// <summary>Images [N, 1, 28, 28] and their labels to logits [N, 1]. 65,833 parameters, 192 of them running statistics.</summary>
    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data)
    {
        var (width, rate) = (settings.DiscriminatorWidth, settings.DropoutRate);
        var (height7, width7) = ImageReduction.Of(data, Reduction);
        var features = 2 * width * height7 * width7;
        return new ProjectionDiscriminator(
            trunk: new Sequential
            {
                { "down14", new SameConv2d(data.Channels, width, 4, 2, Kernels), LeakyReLU(Slope), Dropout(rate) },         // [N, 24, 14, 14]
                { "down7", Down(width, 2 * width, 4, 2), new BatchNorm(2 * width), LeakyReLU(Slope), Dropout(rate) },       // [N, 48, 7, 7]
                { "full7", Down(2 * width, 2 * width, 3, 1), new BatchNorm(2 * width), LeakyReLU(Slope), Dropout(rate) },   // [N, 48, 7, 7]
                { "flatten", Flatten() },                                                                                   // [N, 2352]
            },
            logit: Dense(features, 1, Kernels),                                                                             // [N, 1]
            label: Embedding(data.ClassCount, features, Initializer.Constant(0)));                                          // [N, 2352]
    }

    private static SameConvTranspose2d Up(long inputs, long outputs, bool bias) => new(inputs, outputs, kernel: 4, stride: 2, Kernels, bias);

    private static SameConv2d Down(long inputs, long outputs, long kernel, long stride) => new(inputs, outputs, kernel, stride, Kernels, bias: false);
}
