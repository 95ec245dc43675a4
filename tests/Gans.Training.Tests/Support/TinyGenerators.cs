using Gans.Models;
using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Tests.Support;

/// <summary>Generators of images [N, 3, 8, 8] in [-1, 1], with the layers that those of the models have.</summary>
internal static class TinyGenerators
{
    internal const int LatentSize = 10;
    internal const int Classes = 4;

    /// <summary>A dense layer, two transposed convolutions with a normalisation between them, a 7x7 convolution.</summary>
    /// <remarks>Parameters: 64 * 11, 16 * 8 * 16 + 8, 4 * 8, 8 * 8 * 16 + 8 and 8 * 3 * 49 + 3.</remarks>
    internal static Generator Plain() => new LayeredGenerator(LatentSize, new Sequential
    {
        { "project", Dense(LatentSize, 16 * 2 * 2), LeakyReLU(0.2), new Reshape(16, 2, 2) },
        { "up4", new SameConvTranspose2d(16, 8, kernel: 4, stride: 2) },
        { "norm", new BatchNorm(8) },
        { "up8", new SameConvTranspose2d(8, 8, kernel: 4, stride: 2), LeakyReLU(0.2) },
        { "image", new SameConv2d(8, 3, kernel: 7), Tanh() },
    });

    /// <summary>The same of a class that it is told.</summary>
    internal static Generator Conditional() => new LabelMapGenerator(
        LatentSize,
        Classes,
        label: new Sequential { { "map", Embedding(Classes, 2 * 2), new Reshape(1, 2, 2) } },
        latent: new Sequential { { "project", Dense(LatentSize, 15 * 2 * 2), LeakyReLU(0.2), new Reshape(15, 2, 2) } },
        body: new Sequential
        {
            { "up4", new SameConvTranspose2d(16, 8, kernel: 4, stride: 2), LeakyReLU(0.2) },
            { "up8", new SameConvTranspose2d(8, 3, kernel: 4, stride: 2), Tanh() },
        });
}
