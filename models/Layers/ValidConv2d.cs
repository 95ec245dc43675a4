using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Convolution without padding: [N, in, H, W] to [N, out, (H - rows) / stride + 1, (W - columns) / stride + 1], rounded down.</summary>
/// <param name="inputs">Channels in.</param>
/// <param name="outputs">Channels out.</param>
/// <param name="kernel">Rows and columns of the kernel.</param>
/// <param name="stride">Step between outputs.</param>
/// <param name="weights">First weights; Glorot uniform by default.</param>
/// <param name="bias">Whether each output channel has a bias.</param>
public sealed class ValidConv2d(long inputs, long outputs, KernelSize kernel, long stride = 1, Initializer? weights = null, bool bias = true)
    : ConvolutionLayer(nameof(ValidConv2d), inputs, outputs, kernel, stride, weights, bias), IOnnxModule
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Convolution.Forward(input, Weight, Bias, Stride, Border.None, Border.None, Precision);

    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call) => OnnxForm(call, Border.None, Border.None);
}
