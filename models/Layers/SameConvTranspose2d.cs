using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Transposed convolution with Keras' 'same' cropping: [N, in, H, W] to [N, out, H * stride, W * stride].</summary>
/// <remarks>
/// Of the full output, max(kernel - stride, 0) rows and columns go, half of them (rounded down) at the start, the rest at the end. A 3x3 or 5x5 kernel with
/// stride 2 loses one more at the end; libtorch's padding with output padding would have the right size, shifted by a pixel.
/// </remarks>
/// <param name="inputs">Channels in.</param>
/// <param name="outputs">Channels out.</param>
/// <param name="kernel">Rows and columns of the kernel; a multiple of the stride avoids checkerboard patterns.</param>
/// <param name="stride">How many times larger the output is.</param>
/// <param name="weights">First weights; Glorot uniform by default.</param>
/// <param name="bias">Whether each output channel has a bias.</param>
public sealed class SameConvTranspose2d(long inputs, long outputs, long kernel, long stride, Initializer? weights = null, bool bias = true)
    : TransposedConvolutionLayer(nameof(SameConvTranspose2d), inputs, outputs, kernel, stride, weights, bias), IOnnxModule
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Convolution.Transposed(input, Weight, Bias, Stride, Border.SameCrop(Kernel, Stride), Precision);

    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call) => OnnxForm(call, Border.SameCrop(Kernel, Stride));
}
