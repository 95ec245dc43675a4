using Gans.Onnx.Converters;
using static TorchSharp.torch;

namespace Gans.Onnx;

/// <content>Layers as functions, for weights that are computed.</content>
public static partial class Ops
{
    /// <summary>The matrix product, over the two innermost axes, the others broadcast.</summary>
    /// <exception cref="ArgumentException">The two do not fit.</exception>
    public static Tensor MatMul(Tensor a, Tensor b)
    {
        if (!CanMultiply(a, b))
        {
            throw new ArgumentException(
                $"Multiplying matrices: found {a.dtype} [{string.Join(", ", a.shape)}] and {b.dtype} [{string.Join(", ", b.shape)}], "
                + "needed one type and device, "
                + "as many columns as the second has rows, and other axes that are equal or 1.");
        }

        return Traced(a.matmul(b), "MatMul", [a, b], static call => call.Add("MatMul", [call.Input, call.Inputs[1]]));
    }

    /// <summary>a times the transposed weight, plus the bias.</summary>
    /// <param name="a">[..., in].</param>
    /// <param name="weight">[out, in].</param>
    /// <param name="bias">[out], or null.</param>
    public static Tensor Linear(Tensor a, Tensor weight, Tensor? bias = null) =>
        Traced(nn.functional.linear(a, weight, bias), "Linear", [a, weight, bias], Functional.Linear);

    /// <summary>A convolution of images.</summary>
    /// <param name="a">[N, in, H, W].</param>
    /// <param name="weight">[out, in / groups, rows, columns].</param>
    /// <param name="bias">[out], or null.</param>
    /// <param name="stride">Both strides.</param>
    /// <param name="padding">Zeros on each side.</param>
    /// <param name="dilation">Both dilations.</param>
    /// <param name="groups">Groups of channels.</param>
    public static Tensor Conv2d(Tensor a, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0, long dilation = 1, long groups = 1) => Traced(
        nn.functional.conv2d(a, weight, bias, [stride, stride], [padding, padding], [dilation, dilation], groups),
        $"Conv2d({stride}, {padding}, {dilation}, {groups})",
        [a, weight, bias],
        call => call.Add(
            "Conv",
            [.. call.Inputs],
            OnnxAttribute.Ints("strides", stride, stride),
            OnnxAttribute.Ints("pads", padding, padding, padding, padding),
            OnnxAttribute.Ints("dilations", dilation, dilation),
            OnnxAttribute.Int("group", groups)));

    /// <summary>A transposed convolution of images.</summary>
    /// <param name="a">[N, in, H, W].</param>
    /// <param name="weight">[in, out / groups, rows, columns].</param>
    /// <param name="bias">[out], or null.</param>
    /// <param name="stride">Both strides.</param>
    /// <param name="padding">What is cut off on each side.</param>
    /// <param name="outputPadding">What is added at the end of both axes.</param>
    /// <param name="groups">Groups of channels.</param>
    public static Tensor ConvTranspose2d(
        Tensor a, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0, long outputPadding = 0, long groups = 1) => Traced(
        nn.functional.conv_transpose2d(a, weight, bias, [stride, stride], [padding, padding], [outputPadding, outputPadding], null, groups),
        $"ConvTranspose2d({stride}, {padding}, {outputPadding}, {groups})",
        [a, weight, bias],
        call => call.Add(
            "ConvTranspose",
            [.. call.Inputs],
            OnnxAttribute.Ints("strides", stride, stride),
            OnnxAttribute.Ints("pads", padding, padding, padding, padding),
            OnnxAttribute.Ints("output_padding", outputPadding, outputPadding),
            OnnxAttribute.Int("group", groups)));

    /// <summary>The greatest value of each window, over images.</summary>
    public static Tensor MaxPool2d(Tensor a, long kernel, long stride, long padding = 0, bool roundUp = false) => Traced(
        nn.functional.max_pool2d(a, [kernel, kernel], [stride, stride], [padding, padding], ceil_mode: roundUp),
        $"MaxPool2d({kernel}, {stride}, {padding}, {roundUp})",
        [a],
        call => Pools.Max(call, [kernel], [stride], [padding], null, roundUp));

    /// <summary>The mean of each window, over images.</summary>
    public static Tensor AveragePool2d(Tensor a, long kernel, long stride, long padding = 0, bool countPadding = true) => Traced(
        nn.functional.avg_pool2d(a, [kernel, kernel], [stride, stride], [padding, padding], count_include_pad: countPadding),
        $"AveragePool2d({kernel}, {stride}, {padding}, {countPadding})",
        [a],
        call => Pools.Average(call, [kernel], [stride], [padding], roundUp: false, countPadding, null));

    /// <summary>The mean of each of height x width equal windows, over images.</summary>
    public static Tensor AdaptiveAveragePool2d(Tensor a, long height, long width) => Traced(
        nn.functional.adaptive_avg_pool2d(a, [height, width]),
        $"AdaptiveAveragePool2d({height}, {width})",
        [a],
        call => Pools.Adaptive(call, [height, width], "ReduceMean"));

    /// <summary>Each channel of each image minus its mean, over its deviation, times scale, plus shift.</summary>
    /// <param name="a">[N, C, ...].</param>
    /// <param name="scale">[C], or null for 1.</param>
    /// <param name="shift">[C], or null for 0.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static Tensor InstanceNorm(Tensor a, Tensor? scale = null, Tensor? shift = null, double epsilon = 1e-5) => Traced(
        nn.functional.instance_norm(a, weight: scale, bias: shift, use_input_stats: true, eps: epsilon),
        $"InstanceNorm({epsilon})",
        [a, scale, shift],
        call => Functional.InstanceNorm(call, epsilon));

    /// <summary>The innermost axes minus their mean, over their deviation, times scale, plus shift.</summary>
    /// <param name="a">The values.</param>
    /// <param name="shape">Sizes of the innermost axes that are taken together.</param>
    /// <param name="scale">Of that shape, or null for 1.</param>
    /// <param name="shift">Of that shape, or null for 0.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static Tensor LayerNorm(Tensor a, IReadOnlyList<long> shape, Tensor? scale = null, Tensor? shift = null, double epsilon = 1e-5) => Traced(
        nn.functional.layer_norm(a, [.. shape], scale, shift, epsilon),
        $"LayerNorm({string.Join(',', shape)}; {epsilon})",
        [a, scale, shift],
        call => Norms.Layer(call, call.Input, shape, call.Operands[1], call.Operands[2], epsilon));

    /// <summary>Whether libtorch multiplies the two. TorchSharp's call of it ends the process where it does not.</summary>
    private static bool CanMultiply(Tensor a, Tensor b)
    {
        var (left, right) = (a.shape, b.shape);
        return a.dtype == b.dtype && a.device_type == b.device_type && a.device_index == b.device_index
            && left.Length > 0 && right.Length > 0 && left[^1] == right[Math.Max(right.Length - 2, 0)]
            && left.SkipLast(2).Reverse().Zip(right.SkipLast(2).Reverse()).All(static pair => pair.First == pair.Second || pair.First == 1 || pair.Second == 1);
    }
}
