using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Points;

/// <summary>The one-dimensional GAN: it learns points (x, x^2), two numbers each.</summary>
/// <remarks>
/// Chapter 6 of Brownlee. Hidden layers start from Keras' <c>he_uniform</c>. The data are made as they are asked for; any curve, and vectors of any length, are
/// taken.
/// </remarks>
internal sealed class Gan1d : GanModel
{
    /// <inheritdoc/>
    public override string Name => "gan-1d";

    /// <inheritdoc/>
    public override string Description => "GAN of a few hundred weights that learns points of a curve, no images";

    /// <inheritdoc/>
    public override GanSettings Settings => new()
    {
        LatentSize = 5,
        GeneratorWidth = 15,
        DiscriminatorWidth = 25,
        DropoutRate = 0,
        Epochs = 5,
        GeneratorLearningRate = 0.001,
        DiscriminatorLearningRate = 0.001,
        GeneratorBeta1 = 0.9,
        DiscriminatorBeta1 = 0.9,
    };

    /// <inheritdoc/>
    public override GeneratedData DataOf(GanSettings settings) => new Curve(settings.Curve);

    /// <inheritdoc/>
    public override string? Reject(DataShape data) => data.IsVector ? null : $"found images of {data.Height}x{data.Width}, needed vectors";

    /// <summary>Latent [N, 5] ~ N(0, 1) to vectors [N, 2], unbounded. 122 parameters.</summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data)
    {
        return new LayeredGenerator(settings.LatentSize, new Sequential
        {
            { "hidden", Dense(settings.LatentSize, settings.GeneratorWidth, Initializer.HeUniform), ReLU() },   // [N, 15]
            { "vector", Dense(settings.GeneratorWidth, data.Channels) },                                        // [N, 2]
        });
    }

    /// <summary>Vectors [N, 2] to logits [N, 1]. 101 parameters.</summary>
    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data)
    {
        return new LayeredDiscriminator(new Sequential
        {
            { "hidden", Dense(data.Channels, settings.DiscriminatorWidth, Initializer.HeUniform), ReLU() },   // [N, 25]
            { "logit", Dense(settings.DiscriminatorWidth, 1) },                                               // [N, 1]
        });
    }
}
