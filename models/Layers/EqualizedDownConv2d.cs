using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>
/// Convolves images with a 3x3 kernel and <see cref="EqualizedRate"/>, then halves them by means of 2x2 pixels: [N, in, H, W] to [N, out, H / 2, W / 2].
/// </summary>
/// <remarks>
/// Both at once, as a convolution of stride 2 by the means of neighbouring weights: four products a pixel, not nine. As the code of Karras et al., A
/// Style-Based Generator Architecture for Generative Adversarial Networks, 2018 (arXiv:1812.04948), has it at large sizes.
/// </remarks>
/// <param name="inputs">Channels in.</param>
/// <param name="outputs">Channels out.</param>
public sealed class EqualizedDownConv2d(long inputs, long outputs)
    : ConvolutionLayer(nameof(EqualizedDownConv2d), inputs, outputs, ResampledKernel.Size, stride: 1, EqualizedRate.Kept, bias: true), IOnnxModule
{
    private static readonly Border Pad = new(1, 1);

    private readonly double scale = EqualizedRate.Scale(EqualizedRate.RectifierGain, inputs * ResampledKernel.Size.Area);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["scale"] = scale };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Convolution.Forward(input, Halving(), Bias, ResampledKernel.Factor, Pad, Pad, Precision).MoveToOuterDisposeScope();
    }

    /// <summary>ONNX' Conv, version 11, with the weights as they are used.</summary>
    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        return call.Add(
            "Conv",
            [call.Input, call.Constant(Halving().contiguous(), "weight"), call.State("bias")],
            OnnxAttribute.Ints("strides", ResampledKernel.Factor, ResampledKernel.Factor),
            OnnxAttribute.Ints("pads", Pad.Before, Pad.Before, Pad.After, Pad.After));
    }

    /// <summary>[out, in, 4, 4].</summary>
    private Tensor Halving() => ResampledKernel.Sums(Weight).Times(scale / (ResampledKernel.Factor * ResampledKernel.Factor));
}
