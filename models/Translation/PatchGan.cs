using Gans.Models.Layers;
using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Translation;

/// <summary>A discriminator of convolutions alone, whose every output judges one patch: PatchGAN.</summary>
/// <remarks>
/// Isola et al., 2016 (arXiv:1611.07004), section 3.2; chapters 22 and 25 of Brownlee, whose networks have four halvings, so that an output sees a patch of
/// 142 pixels though their text says 70. Stage i has 64 min(2^i, 8) channels and halves the image, the last one excepted; the first one is not normalised.
/// </remarks>
internal sealed class PatchGan : PatchDiscriminator
{
    private const double Slope = 0.2;
    private const int Kernel = 4;

    private readonly Sequential body;

    /// <summary>Creates the discriminator.</summary>
    /// <param name="channels">Of the images.</param>
    /// <param name="width">Channels of the first stage; 64 in the source.</param>
    /// <param name="patchSize">Pixels a side that one output sees, one of <see cref="PatchSizes.All"/>.</param>
    /// <param name="isConditional">Whether it is told the source.</param>
    /// <param name="norm">Makes the normalisation of so many channels.</param>
    internal PatchGan(int channels, int width, int patchSize, bool isConditional, Func<long, Layer> norm)
        : base(nameof(PatchGan))
    {
        IsConditional = isConditional;
        var (inputs, halvings) = (isConditional ? 2 * channels : channels, PatchSizes.Halvings(patchSize));
        body = halvings == 0 ? OfPixels(inputs, width, norm) : OfPatches(inputs, width, halvings, norm);
        register_module("body", body);
    }

    /// <inheritdoc/>
    public override bool IsConditional { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor images, Tensor? sources)
    {
        if (!IsConditional)
        {
            return body.call(images);
        }

        using var scope = NewDisposeScope();
        ArgumentNullException.ThrowIfNull(sources);
        return body.call(Ops.Concat([sources, images], axis: 1)).MoveToOuterDisposeScope();
    }

    /// <summary>[N, inputs, H, W] to [N, 1, H / 2^halvings, W / 2^halvings].</summary>
    private static Sequential OfPatches(int inputs, int width, int halvings, Func<long, Layer> norm)
    {
        var stages = new Sequential { { "c1", Convolution(inputs, width, Kernel, stride: 2), new LeakyRelu(Slope) } };
        var channels = width;
        for (var stage = 1; stage <= halvings; stage++)
        {
            var outputs = width * Math.Min(1 << stage, 8);
            stages.Add($"c{stage + 1}", Convolution(channels, outputs, Kernel, stage < halvings ? 2 : 1), norm(outputs), new LeakyRelu(Slope));
            channels = outputs;
        }

        stages.Add("patches", Convolution(channels, 1, Kernel));
        return stages;
    }

    /// <summary>PixelGAN: [N, inputs, H, W] to [N, 1, H, W], each pixel by itself.</summary>
    private static Sequential OfPixels(int inputs, int width, Func<long, Layer> norm) => new()
    {
        { "c1", Convolution(inputs, width, kernel: 1), new LeakyRelu(Slope) },
        { "c2", Convolution(width, 2 * width, kernel: 1), norm(2 * width), new LeakyRelu(Slope) },
        { "patches", Convolution(2 * width, 1, kernel: 1) },
    };

    private static SameConv2d Convolution(int inputs, int outputs, int kernel, int stride = 1) =>
        new(inputs, outputs, kernel, stride, TranslationWeights.First);
}
