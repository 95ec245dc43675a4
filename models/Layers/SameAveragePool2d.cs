using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>The mean of each window, one at every pixel: [N, C, H, W] to the same shape (Keras' 'same' with stride 1).</summary>
/// <param name="kernel">Rows and columns of the window; odd.</param>
/// <param name="countPadding">Whether the zeros around the image count in the mean, as in libtorch; in Keras they do not.</param>
public sealed class SameAveragePool2d(long kernel, bool countPadding = false) : Layer(nameof(SameAveragePool2d)), IOnnxModule
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["kernel"] = kernel };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.avg_pool2d(input, kernel, stride: 1, padding: kernel / 2, count_include_pad: countPadding);

    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        return call.Add(
            "AveragePool",
            [call.Input],
            OnnxAttribute.Ints("kernel_shape", kernel, kernel),
            OnnxAttribute.Ints("pads", Enumerable.Repeat(kernel / 2, 4)),
            OnnxAttribute.Flag("count_include_pad", countPadding));
    }
}
