using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Convolution with Keras' 'same' padding: [N, in, H, W] to [N, out, ceil(H / stride), ceil(W / stride)].</summary>
/// <remarks>
/// Zeros in all: max((ceil(H / stride) - 1) * stride + kernel - H, 0), half of them (rounded down) before, the rest after. A 3x3 kernel with stride 2 on an
/// even size is padded at the bottom and right only, which libtorch's own padding cannot say.
/// </remarks>
/// <param name="inputs">Channels in.</param>
/// <param name="outputs">Channels out.</param>
/// <param name="kernel">Rows and columns of the kernel.</param>
/// <param name="stride">Step between outputs.</param>
/// <param name="weights">First weights; Glorot uniform by default.</param>
/// <param name="bias">Whether each output channel has a bias.</param>
public sealed class SameConv2d(long inputs, long outputs, KernelSize kernel, long stride = 1, Initializer? weights = null, bool bias = true)
    : ConvolutionLayer(nameof(SameConv2d), inputs, outputs, kernel, stride, weights, bias), IOnnxModule
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var (height, width) = (input.shape[2], input.shape[3]);
        var (rows, columns) = (Border.SamePad(height, Kernel.Rows, Stride), Border.SamePad(width, Kernel.Columns, Stride));
        return Convolution.Forward(input, Weight, Bias, Stride, rows, columns, Precision);
    }

    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        var (height, width) = (call.Input.Shape[2], call.Input.Shape[3]);
        call.Require(Stride == 1 || (height.IsConstant && width.IsConstant), "the image's size is free and the stride is not 1", "Fix the size of the images.");
        return OnnxForm(call, Border.SamePad(height.Constant, Kernel.Rows, Stride), Border.SamePad(width.Constant, Kernel.Columns, Stride));
    }
}
