using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Whole transposed convolution, Keras' 'valid': [N, in, H, W] to [N, out, H * stride + max(kernel - stride, 0), ...].</summary>
/// <param name="inputs">Channels in.</param>
/// <param name="outputs">Channels out.</param>
/// <param name="kernel">Rows and columns of the kernel.</param>
/// <param name="stride">Step between inputs in the output.</param>
/// <param name="weights">First weights; Glorot uniform by default.</param>
/// <param name="bias">Whether each output channel has a bias.</param>
public sealed class ValidConvTranspose2d(long inputs, long outputs, long kernel, long stride, Initializer? weights = null, bool bias = true)
    : TransposedConvolutionLayer(nameof(ValidConvTranspose2d), inputs, outputs, kernel, stride, weights, bias), IOnnxModule
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Convolution.Transposed(input, Weight, Bias, Stride, Border.ValidCrop(Kernel, Stride), Precision);

    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call) => OnnxForm(call, Border.ValidCrop(Kernel, Stride));
}
