using Gans.Models.Layers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Inception;

/// <summary>The layers of Inception v3 up to its features, as keras-applications lists them; blocks bear Keras' names, branches torchvision's.</summary>
internal static class InceptionBody
{
    private const double BatchNormEpsilon = 1e-3;

    /// <summary>[N, 3, 299, 299] to [N, 2048].</summary>
    internal static Sequential Create(InceptionVariant variant) => new()
    {
        { "conv1", Valid(3, 32, 3, stride: 2) },                                                               // [N, 32, 149, 149]
        { "conv2", Valid(32, 32, 3) },                                                                         // [N, 32, 147, 147]
        { "conv3", Same(32, 64, 3) },                                                                          // [N, 64, 147, 147]
        { "pool1", MaxPool2d(3, stride: 2) },                                                                  // [N, 64, 73, 73]
        { "conv4", Valid(64, 80, 1) },                                                                         // [N, 80, 73, 73]
        { "conv5", Valid(80, 192, 3) },                                                                        // [N, 192, 71, 71]
        { "pool2", MaxPool2d(3, stride: 2) },                                                                  // [N, 192, 35, 35]
        { "mixed0", Mixed35(192, pooled: 32, Mean(variant)) },                                                 // [N, 256, 35, 35]
        { "mixed1", Mixed35(256, pooled: 64, Mean(variant)) },                                                 // [N, 288, 35, 35]
        { "mixed2", Mixed35(288, pooled: 64, Mean(variant)) },                                                 // [N, 288, 35, 35]
        { "mixed3", Reduce35() },                                                                              // [N, 768, 17, 17]
        { "mixed4", Mixed17(128, Mean(variant)) },                                                             // [N, 768, 17, 17]
        { "mixed5", Mixed17(160, Mean(variant)) },                                                             // [N, 768, 17, 17]
        { "mixed6", Mixed17(160, Mean(variant)) },                                                             // [N, 768, 17, 17]
        { "mixed7", Mixed17(192, Mean(variant)) },                                                             // [N, 768, 17, 17]
        { "mixed8", Reduce17() },                                                                              // [N, 1280, 8, 8]
        { "mixed9", Mixed8(1280, Mean(variant)) },                                                             // [N, 2048, 8, 8]
        { "mixed10", Mixed8(2048, variant == InceptionVariant.Fid ? new SameMaxPool2d(3) : Mean(variant)) },   // [N, 2048, 8, 8]
        { "features", new GlobalAveragePool2d() },                                                             // [N, 2048]
    };

    private static Branches Mixed35(int inputs, int pooled, Layer pool) => new()
    {
        { "branch1x1", Same(inputs, 64, 1) },
        { "branch5x5", Same(inputs, 48, 1), Same(48, 64, 5) },
        { "branch3x3dbl", Same(inputs, 64, 1), Same(64, 96, 3), Same(96, 96, 3) },
        { "branch_pool", pool, Same(inputs, pooled, 1) },
    };

    private static Branches Reduce35() => new()
    {
        { "branch3x3", Valid(288, 384, 3, stride: 2) },
        { "branch3x3dbl", Same(288, 64, 1), Same(64, 96, 3), Valid(96, 96, 3, stride: 2) },
        { "branch_pool", MaxPool2d(3, stride: 2) },
    };

    private static Branches Mixed17(int k, Layer pool) => new()
    {
        { "branch1x1", Same(768, 192, 1) },
        { "branch7x7", Same(768, k, 1), Same(k, k, (1, 7)), Same(k, 192, (7, 1)) },
        { "branch7x7dbl", Same(768, k, 1), Same(k, k, (7, 1)), Same(k, k, (1, 7)), Same(k, k, (7, 1)), Same(k, 192, (1, 7)) },
        { "branch_pool", pool, Same(768, 192, 1) },
    };

    private static Branches Reduce17() => new()
    {
        { "branch3x3", Same(768, 192, 1), Valid(192, 320, 3, stride: 2) },
        { "branch7x7x3", Same(768, 192, 1), Same(192, 192, (1, 7)), Same(192, 192, (7, 1)), Valid(192, 192, 3, stride: 2) },
        { "branch_pool", MaxPool2d(3, stride: 2) },
    };

    private static Branches Mixed8(int inputs, Layer pool) => new()
    {
        { "branch1x1", Same(inputs, 320, 1) },
        { "branch3x3", Same(inputs, 384, 1), Split(384) },
        { "branch3x3dbl", Same(inputs, 448, 1), Same(448, 384, 3), Split(384) },
        { "branch_pool", pool, Same(inputs, 192, 1) },
    };

    /// <summary>A 3x3 convolution taken apart into a row and a column, side by side.</summary>
    private static Branches Split(int channels) => new()
    {
        { "row", Same(channels, channels, (1, 3)) },
        { "column", Same(channels, channels, (3, 1)) },
    };

    private static SameAveragePool2d Mean(InceptionVariant variant) => new(3, countPadding: variant == InceptionVariant.Torchvision);

    private static Sequential Same(int inputs, int outputs, KernelSize kernel) => Normalized(new SameConv2d(inputs, outputs, kernel, bias: false), outputs);

    private static Sequential Valid(int inputs, int outputs, KernelSize kernel, int stride = 1) =>
        Normalized(new ValidConv2d(inputs, outputs, kernel, stride, bias: false), outputs);

    private static Sequential Normalized(Layer convolution, int outputs) => new()
    {
        { "conv", convolution },
        { "norm", new BatchNorm(outputs, epsilon: BatchNormEpsilon, scale: false, debias: false), ReLU() },
    };
}
