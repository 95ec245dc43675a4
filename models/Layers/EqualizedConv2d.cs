using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Convolution with Keras' 'same' padding and <see cref="EqualizedRate"/>: [N, in, H, W] to [N, out, H, W].</summary>
/// <param name="inputs">Channels in.</param>
/// <param name="outputs">Channels out.</param>
/// <param name="kernel">Rows and columns of the kernel.</param>
/// <param name="gain">The square root of 2 before a rectifier, which is the default; 1 before nothing.</param>
/// <param name="bias">Whether each output channel has a bias.</param>
public sealed class EqualizedConv2d(long inputs, long outputs, KernelSize kernel, double? gain = null, bool bias = true)
    : ConvolutionLayer(nameof(EqualizedConv2d), inputs, outputs, kernel, stride: 1, EqualizedRate.Kept, bias), IOnnxModule
{
    private readonly double scale = EqualizedRate.Scale(gain ?? EqualizedRate.RectifierGain, inputs * kernel.Area);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["scale"] = scale };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var (rows, columns) = (Border.SamePad(input.shape[2], Kernel.Rows, Stride), Border.SamePad(input.shape[3], Kernel.Columns, Stride));
        return Convolution.Forward(input, Weight.Times(scale), Bias, Stride, rows, columns, Precision).MoveToOuterDisposeScope();
    }

    /// <summary>ONNX' Conv, version 11, with the weights as they are used.</summary>
    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var (height, width) = (call.Input.Shape[2], call.Input.Shape[3]);
        var (rows, columns) = (Border.SamePad(height.Constant, Kernel.Rows, Stride), Border.SamePad(width.Constant, Kernel.Columns, Stride));
        return OnnxForm(call, call.Constant(Weight.Times(scale).contiguous(), "weight"), rows, columns);
    }
}
