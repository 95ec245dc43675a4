using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Convolution of stride 1 with 'same' padding whose kernel is divided by its greatest singular value: [N, in, H, W] to [N, out, H, W].</summary>
/// <remarks>Miyato et al., 2018 (arXiv:1802.05957). The file holds the divided kernel.</remarks>
public sealed class SpectralConv2d : ConvolutionLayer, IOnnxModule
{
    private readonly SpectralNorm norm;

    /// <summary>Creates the layer.</summary>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="kernel">Rows and columns of the kernel.</param>
    /// <param name="weights">First weights; Glorot uniform by default.</param>
    /// <param name="bias">Whether each output channel has a bias.</param>
    public SpectralConv2d(long inputs, long outputs, KernelSize kernel, Initializer? weights = null, bool bias = true)
        : base(nameof(SpectralConv2d), inputs, outputs, kernel, stride: 1, weights, bias)
    {
        norm = new SpectralNorm(outputs);
        register_module("norm", norm);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var (rows, columns) = Borders;
        return Convolution.Forward(input, norm.call(Weight), Bias, Stride, rows, columns, Precision).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        using var scope = NewDisposeScope();
        var (rows, columns) = Borders;
        return OnnxForm(call, call.Constant(norm.Fold(Weight), "weight"), rows, columns);
    }

    // With stride 1 the border is the same at every size.
    private (Border Rows, Border Columns) Borders => (Border.SamePad(Kernel.Rows, Kernel.Rows, 1), Border.SamePad(Kernel.Columns, Kernel.Columns, 1));
}
