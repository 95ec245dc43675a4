using Gans.Torch.Door;

namespace Gans.Torch.FastPaths;

/// <summary>
/// Convolutions on the CPU in the forms that oneDNN computes fastest: channels innermost in memory, transposed convolutions as the data
/// gradient of a convolution, and few output channels as two thin convolutions. Equal to the plain operators up to rounding.
/// <c>bench/</c> measures them against the plain ones.
/// </summary>
internal static class FastConvolution
{
    /// <summary>oneDNN computes output channels in blocks of this many, so that one costs as much as all of them.</summary>
    private const long ChannelBlock = 16;

    private static readonly Operator ConvolutionOperator = new("conv2d");
    private static readonly Operator BackwardOperator = new("convolution_backward");
    private static readonly Operator EmptyOperator = new("empty", "memory_format");

    /// <summary>Whether the fast forms are meant for this input; a trace records the plain operators.</summary>
    public static bool Applies(Tensor x) => Trace.Current is null && x.Device.Kind == DeviceKind.Cpu && x.Type == DType.Float32 && x.Rank == 4;

    /// <summary>Whether the gradient of a convolution serves for a transposed one: of a kernel smaller than its stride, oneDNN's writes beyond its memory on AVX2.</summary>
    public static bool CanTranspose(Tensor weight, long stride) => Math.Min(weight.Shape[2], weight.Shape[3]) >= stride;

    /// <summary>As <see cref="Tensor.Conv2d"/>.</summary>
    public static Tensor Convolve(Tensor x, Tensor weight, Tensor? bias, long stride, long rowPadding, long columnPadding)
    {
        var (outputs, _, height, width) = weight.Shape.Expect4("out, in, kernel height, kernel width");
        if (stride == 1 && Blocks(outputs * height) * width * 2 <= Blocks(outputs) * height * width)
        {
            return ConvolveByRows(x, weight, bias, rowPadding, columnPadding);
        }

        return ConvolutionOperator.Call(x.ChannelsLast(), weight.ChannelsLast(), bias, Pair(stride), new[] { rowPadding, columnPadding });
    }

    /// <summary>As <see cref="Tensor.ConvTranspose2d"/>.</summary>
    public static Tensor ConvolveTransposed(Tensor x, Tensor weight, Tensor? bias, long stride, long padding, long outputPadding)
    {
        var step = Pair(stride);
        var border = Pair(padding);
        Tensor[] inputs = bias is null ? [x, weight] : [x, weight, bias];
        return Autograd.Function("transposed convolution", inputs, Forward, Backward);

        Tensor Forward(Tensor[] given)
        {
            using var scope = new TensorScope();
            var (count, _, height, width) = x.Shape.Expect4("N, C, H, W");
            var (_, channels, kernelHeight, kernelWidth) = weight.Shape.Expect4("in, out, kernel height, kernel width");
            long[] shape = [
                count,
                channels,
                ((height - 1) * stride) - (2 * padding) + kernelHeight + outputPadding,
                ((width - 1) * stride) - (2 * padding) + kernelWidth + outputPadding,
            ];

            // Only the shape and the memory format of the "input" matter for the gradient with respect to it.
            var likeResult = EmptyOperator.Call(shape, DType.Float32, Argument.None, x.Device, false, Tensor.ChannelsLastFormat);
            var result = Gradient(given[0].ChannelsLast(), likeResult, given[1].ChannelsLast(), ofInput: true);
            if (given.Length == 3)
            {
                result.AddInPlace(given[2].Reshape(1, -1, 1, 1));
            }

            return scope.Keep(result);
        }

        Tensor?[] Backward(Tensor gradient, Tensor[] given, bool[] needed)
        {
            var dense = gradient.ChannelsLast();
            var ofX = needed[0] ? ConvolutionOperator.Call(dense, given[1].ChannelsLast(), Argument.None, step, border) : null;
            var ofWeight = needed[1] ? Gradient(given[0].ChannelsLast(), dense, given[1].ChannelsLast(), ofInput: false) : null;
            return given.Length == 3 ? [ofX, ofWeight, needed[2] ? gradient.Sum([0, 2, 3]) : null] : [ofX, ofWeight];
        }

        Tensor Gradient(Tensor ofOutput, Tensor input, Tensor kernel, bool ofInput)
        {
            var results = BackwardOperator.CallMany(
                ofOutput, input, kernel, Argument.None, step, border, Pair(1), false, Pair(0), 1L, new[] { ofInput, !ofInput, false });
            return results[ofInput ? 0 : 1]!;
        }
    }

    /// <summary>
    /// A kernel of few output channels, one row at a time: each row becomes an output channel of its own of a kernel one row high, and a
    /// fixed kernel one column wide adds the rows up, each shifted to its place. The block of 16 channels is then filled instead of empty.
    /// </summary>
    private static Tensor ConvolveByRows(Tensor x, Tensor weight, Tensor? bias, long rowPadding, long columnPadding)
    {
        var (outputs, inputs, height, width) = weight.Shape.Expect4("out, in, kernel height, kernel width");
        var rows = weight.Permute(0, 2, 1, 3).Reshape(outputs * height, inputs, 1, width).ChannelsLast();
        var partial = ConvolutionOperator.Call(x.ChannelsLast(), rows, Argument.None, Pair(1), new[] { 0L, columnPadding });    // [N, out * kh, H, W']
        return ConvolutionOperator.Call(partial, RowSum(outputs, height, x.Device), bias, Pair(1), new[] { rowPadding, 0L });    // [N, out, H', W']
    }

    /// <summary>[out, out * rows, rows, 1]: output o takes row r of its partial result r from where row r of the kernel lay.</summary>
    private static Tensor RowSum(long outputs, long rows, Device device)
    {
        var sum = new float[outputs * outputs * rows * rows];
        for (var output = 0L; output < outputs; output++)
        {
            for (var row = 0L; row < rows; row++)
            {
                sum[(((((output * outputs) + output) * rows) + row) * rows) + row] = 1;
            }
        }

        return Tensor.From(sum, outputs, outputs * rows, rows, 1).To(device);
    }

    private static long Blocks(long channels) => (channels + ChannelBlock - 1) / ChannelBlock;

    private static long[] Pair(long value) => [value, value];
}
