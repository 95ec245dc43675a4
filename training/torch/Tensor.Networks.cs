using Gans.Torch.Door;
using Gans.Torch.FastPaths;

namespace Gans.Torch;

/// <summary>How <see cref="Tensor.Interpolate"/> makes up values between pixels.</summary>
public enum InterpolationMode
{
    /// <summary>The nearest pixel: rows and columns are repeated.</summary>
    Nearest,

    /// <summary>Linear in both axes, pixel centres at half integers (<c>align_corners=false</c>).</summary>
    Bilinear,
}

public sealed partial class Tensor
{
    private static readonly Operator LinearOperator = new("linear");
    private static readonly Operator MatMulOperator = new("matmul");
    private static readonly Operator BatchMatMulOperator = new("bmm");
    private static readonly Operator Conv2dOperator = new("conv2d");
    private static readonly Operator ConvTranspose2dOperator = new("conv_transpose2d", "input");
    private static readonly Operator BatchNormOperator = new("batch_norm");
    private static readonly Operator InstanceNormOperator = new("instance_norm");
    private static readonly Operator LayerNormOperator = new("layer_norm");
    private static readonly Operator EmbeddingOperator = new("embedding");
    private static readonly Operator MaxPoolOperator = new("max_pool2d");
    private static readonly Operator AveragePoolOperator = new("avg_pool2d");
    private static readonly Operator AdaptiveAveragePoolOperator = new("adaptive_avg_pool2d");
    private static readonly Operator NearestOperator = new("upsample_nearest2d", "vec");
    private static readonly Operator BilinearOperator = new("upsample_bilinear2d", "vec");

    /// <summary>Matrix product; leading axes broadcast.</summary>
    /// <param name="right">[..., K, M], where this is [..., N, K].</param>
    public Tensor MatMul(Tensor right) => MatMulOperator.Call(this, right);

    /// <summary>Matrix products, one a batch entry: [B, N, K] by [B, K, M] to [B, N, M].</summary>
    /// <param name="right">[B, K, M].</param>
    public Tensor BatchMatMul(Tensor right) => BatchMatMulOperator.Call(this, right);

    /// <summary>x W' + b: [..., in] to [..., out].</summary>
    /// <param name="weight">[out, in].</param>
    /// <param name="bias">[out], or none.</param>
    public Tensor Linear(Tensor weight, Tensor? bias = null) => LinearOperator.Call(this, weight, bias);

    /// <summary>Cross-correlation, as every framework calls convolution: [N, in, H, W] to [N, out, H', W'].</summary>
    /// <param name="weight">[out, in, kernel height, kernel width].</param>
    /// <param name="bias">[out], or none.</param>
    /// <param name="stride">Step between outputs, both axes.</param>
    /// <param name="padding">Zeros above and below, and on the other sides too unless these have their own.</param>
    /// <param name="columnPadding">Zeros left and right, where they are others.</param>
    /// <remarks>H' = (H + 2 padding - kernel) / stride + 1, rounded down.</remarks>
    public Tensor Conv2d(Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0, long? columnPadding = null) =>
        FastConvolution.Applies(this)
            ? FastConvolution.Convolve(this, weight, bias, stride, padding, columnPadding ?? padding)
            : Conv2dOperator.Call(this, weight, bias, Pair(stride), new[] { padding, columnPadding ?? padding });

    /// <summary>Transposed convolution, the data gradient of <see cref="Conv2d"/>: [N, in, H, W] to [N, out, H', W'].</summary>
    /// <param name="weight">[in, out, kernel height, kernel width].</param>
    /// <param name="bias">[out], or none.</param>
    /// <param name="stride">Step between inputs in the output, both axes.</param>
    /// <param name="padding">What is cropped of the full output on every side.</param>
    /// <param name="outputPadding">Rows and columns added at the end.</param>
    /// <remarks>H' = (H - 1) stride + kernel - 2 padding + outputPadding.</remarks>
    public Tensor ConvTranspose2d(Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0, long outputPadding = 0) =>
        FastConvolution.Applies(this) && FastConvolution.CanTranspose(weight, stride)
            ? FastConvolution.ConvolveTransposed(this, weight, bias, stride, padding, outputPadding)
            : ConvTranspose2dOperator.Call(this, weight, bias, Pair(stride), Pair(padding), Pair(outputPadding));

    /// <summary>Normalises each channel of [N, C, ...] over the batch and space.</summary>
    /// <param name="gamma">Scale [C], or none.</param>
    /// <param name="beta">Shift [C], or none.</param>
    /// <param name="runningMean">[C]; used when not training, updated when training.</param>
    /// <param name="runningVariance">[C]; likewise, with the unbiased variance.</param>
    /// <param name="training">Normalise with the batch's own biased variance.</param>
    /// <param name="momentum">Share of the new batch in the running statistics: libtorch's sense, 1 minus Keras'.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public Tensor BatchNorm(Tensor? gamma, Tensor? beta, Tensor? runningMean, Tensor? runningVariance, bool training, double momentum, double epsilon) =>
        BatchNormOperator.Call(this, gamma, beta, runningMean, runningVariance, training, momentum, epsilon, true);

    /// <summary>Normalises each channel of each image of [N, C, H, W] over space.</summary>
    /// <param name="gamma">Scale [C], or none.</param>
    /// <param name="beta">Shift [C], or none.</param>
    /// <param name="epsilon">Added to the biased variance.</param>
    public Tensor InstanceNorm(Tensor? gamma, Tensor? beta, double epsilon) =>
        InstanceNormOperator.Call(this, gamma, beta, Argument.None, Argument.None, true, 0.0, epsilon, true);

    /// <summary>Normalises each example over its innermost axes.</summary>
    /// <param name="normalizedShape">Sizes of these axes.</param>
    /// <param name="gamma">Scale of that shape, or none.</param>
    /// <param name="beta">Shift of that shape, or none.</param>
    /// <param name="epsilon">Added to the biased variance.</param>
    public Tensor LayerNorm(ReadOnlySpan<long> normalizedShape, Tensor? gamma, Tensor? beta, double epsilon) =>
        LayerNormOperator.Call(this, normalizedShape.ToArray(), gamma, beta, epsilon);

    /// <summary>Rows of a table: this Int64 [...] of row numbers to [..., D].</summary>
    /// <param name="table">[rows, D].</param>
    public Tensor Embed(Tensor table) => EmbeddingOperator.Call(table, this);

    /// <summary>The greatest value of each window.</summary>
    /// <param name="kernel">Window size, both axes.</param>
    /// <param name="stride">Step between windows.</param>
    /// <param name="padding">Border that never wins.</param>
    /// <param name="roundUp">Whether rows and columns left over at the end make smaller windows.</param>
    public Tensor MaxPool2d(long kernel, long stride, long padding = 0, bool roundUp = false) =>
        MaxPoolOperator.Call(this, Pair(kernel), Pair(stride), Pair(padding), Pair(1), roundUp);

    /// <summary>The mean of each window.</summary>
    /// <param name="kernel">Window size, both axes.</param>
    /// <param name="stride">Step between windows.</param>
    /// <param name="padding">Border of zeros.</param>
    /// <param name="countPadding">Whether the border counts in the mean.</param>
    public Tensor AveragePool2d(long kernel, long stride, long padding = 0, bool countPadding = true) =>
        AveragePoolOperator.Call(this, Pair(kernel), Pair(stride), Pair(padding), false, countPadding);

    /// <summary>The means of a grid of equal windows: 1 gives the global mean.</summary>
    /// <param name="size">Height and width of the result.</param>
    public Tensor AdaptiveAveragePool2d(long size) => AdaptiveAveragePoolOperator.Call(this, Pair(size));

    /// <summary>Resizes [N, C, H, W] to a size.</summary>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="mode">How values between pixels are made up.</param>
    public Tensor Interpolate(long height, long width, InterpolationMode mode)
    {
        long[] size = [height, width];
        return mode switch
        {
            InterpolationMode.Nearest => NearestOperator.Call(this, size, Argument.None),
            InterpolationMode.Bilinear => BilinearOperator.Call(this, size, false, Argument.None),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not an interpolation mode."),
        };
    }

    private static long[] Pair(long value) => [value, value];
}
