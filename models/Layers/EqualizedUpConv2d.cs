using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>
/// Doubles images by repeating pixels, then convolves them with a 3x3 kernel and <see cref="EqualizedRate"/>: [N, in, H, W] to [N, out, 2 H, 2 W].
/// </summary>
/// <remarks>
/// Both at once, as a transposed convolution by the sums of neighbouring weights: four products a pixel, not nine. As the code of Karras et al., A Style-Based
/// Generator Architecture for Generative Adversarial Networks, 2018 (arXiv:1812.04948), has it at large sizes. No bias: a blur follows.
/// </remarks>
/// <param name="inputs">Channels in.</param>
/// <param name="outputs">Channels out.</param>
public sealed class EqualizedUpConv2d(long inputs, long outputs)
    : ConvolutionLayer(nameof(EqualizedUpConv2d), inputs, outputs, ResampledKernel.Size, stride: 1, EqualizedRate.Kept, bias: false), IOnnxModule
{
    private static readonly Border Crop = new(1, 1);

    private readonly double scale = EqualizedRate.Scale(EqualizedRate.RectifierGain, inputs * ResampledKernel.Size.Area);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["scale"] = scale };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Convolution.Transposed(input, Doubling(), null, ResampledKernel.Factor, Crop, Precision).MoveToOuterDisposeScope();
    }

    /// <summary>ONNX' ConvTranspose, version 11, with the weights as they are used.</summary>
    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        return call.Add(
            "ConvTranspose",
            [call.Input, call.Constant(Doubling().contiguous(), "weight")],
            OnnxAttribute.Ints("strides", ResampledKernel.Factor, ResampledKernel.Factor),
            OnnxAttribute.Ints("pads", Crop.Before, Crop.Before, Crop.After, Crop.After));
    }

    /// <summary>[in, out, 4, 4]: where a pixel is repeated, it meets the sum of the weights that its copies meet.</summary>
    private Tensor Doubling() => ChannelsInnermost.Of(ResampledKernel.Sums(Weight).Times(scale).flip(2, 3).transpose(0, 1));
}
