using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>The greatest value of each window, one at every pixel: [N, C, H, W] to the same shape (Keras' 'same' with stride 1).</summary>
/// <param name="kernel">Rows and columns of the window; odd.</param>
public sealed class SameMaxPool2d(long kernel) : Layer(nameof(SameMaxPool2d)), IOnnxModule
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["kernel"] = kernel };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.max_pool2d(input, kernel, stride: 1, padding: kernel / 2);

    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        return call.Add(
            "MaxPool",
            [call.Input],
            OnnxAttribute.Ints("kernel_shape", kernel, kernel),
            OnnxAttribute.Ints("pads", Enumerable.Repeat(kernel / 2, 4)));
    }
}
