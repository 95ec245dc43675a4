using static TorchSharp.torch;

namespace Gans.Onnx;

/// <content>Layers as functions, for weights that are computed.</content>
public static partial class Ops
{
    /// <summary>The matrix product, over the two innermost axes, the others broadcast.</summary>
    public static Tensor MatMul(Tensor a, Tensor b) => a.matmul(b);

    /// <summary>a times the transposed weight, plus the bias.</summary>
    /// <param name="a">[..., in].</param>
    /// <param name="weight">[out, in].</param>
    /// <param name="bias">[out], or null.</param>
    public static Tensor Linear(Tensor a, Tensor weight, Tensor? bias = null) => nn.functional.linear(a, weight, bias);

    /// <summary>A convolution of images.</summary>
    /// <param name="a">[N, in, H, W].</param>
    /// <param name="weight">[out, in / groups, rows, columns].</param>
    /// <param name="bias">[out], or null.</param>
    /// <param name="stride">Both strides.</param>
    /// <param name="padding">Zeros on each side.</param>
    /// <param name="dilation">Both dilations.</param>
    /// <param name="groups">Groups of channels.</param>
    public static Tensor Conv2d(Tensor a, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0, long dilation = 1, long groups = 1) =>
        nn.functional.conv2d(a, weight, bias, [stride, stride], [padding, padding], [dilation, dilation], groups);

    /// <summary>A transposed convolution of images.</summary>
    /// <param name="a">[N, in, H, W].</param>
    /// <param name="weight">[in, out / groups, rows, columns].</param>
    /// <param name="bias">[out], or null.</param>
    /// <param name="stride">Both strides.</param>
    /// <param name="padding">What is cut off on each side.</param>
    /// <param name="outputPadding">What is added at the end of both axes.</param>
    /// <param name="groups">Groups of channels.</param>
    public static Tensor ConvTranspose2d(Tensor a, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0, long outputPadding = 0, long groups = 1) =>
        nn.functional.conv_transpose2d(a, weight, bias, [stride, stride], [padding, padding], [outputPadding, outputPadding], null, groups);

    /// <summary>The greatest value of each window, over images.</summary>
    public static Tensor MaxPool2d(Tensor a, long kernel, long stride, long padding = 0, bool roundUp = false) =>
        nn.functional.max_pool2d(a, [kernel, kernel], [stride, stride], [padding, padding], ceil_mode: roundUp);

    /// <summary>The mean of each window, over images.</summary>
    public static Tensor AveragePool2d(Tensor a, long kernel, long stride, long padding = 0, bool countPadding = true) =>
        nn.functional.avg_pool2d(a, [kernel, kernel], [stride, stride], [padding, padding], count_include_pad: countPadding);

    /// <summary>The mean of each of height x width equal windows, over images.</summary>
    public static Tensor AdaptiveAveragePool2d(Tensor a, long height, long width) => nn.functional.adaptive_avg_pool2d(a, [height, width]);

    /// <summary>Each channel of each image minus its mean, over its deviation, times scale, plus shift.</summary>
    /// <param name="a">[N, C, ...].</param>
    /// <param name="scale">[C], or null for 1.</param>
    /// <param name="shift">[C], or null for 0.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static Tensor InstanceNorm(Tensor a, Tensor? scale = null, Tensor? shift = null, double epsilon = 1e-5) =>
        nn.functional.instance_norm(a, weight: scale, bias: shift, use_input_stats: true, eps: epsilon);

    /// <summary>The innermost axes minus their mean, over their deviation, times scale, plus shift.</summary>
    /// <param name="a">The values.</param>
    /// <param name="shape">Sizes of the innermost axes that are taken together.</param>
    /// <param name="scale">Of that shape, or null for 1.</param>
    /// <param name="shift">Of that shape, or null for 0.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static Tensor LayerNorm(Tensor a, IReadOnlyList<long> shape, Tensor? scale = null, Tensor? shift = null, double epsilon = 1e-5) =>
        nn.functional.layer_norm(a, [.. shape], scale, shift, epsilon);
}
