using Gans.Onnx;
using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace Gans.Models.Layers;

/// <summary>The one place where networks convolve.</summary>
internal static class Convolution
{
    /// <summary>The CPU's convolutions compute output channels in blocks of this many, so that one costs as much as all of them.</summary>
    private const long ChannelBlock = 16;

    /// <summary>Convolution of [N, in, H, W] with zeros around it.</summary>
    /// <param name="x">[N, in, H, W].</param>
    /// <param name="weight">[out, in, rows, columns].</param>
    /// <param name="bias">[out], or none.</param>
    /// <param name="stride">Step between outputs, both axes.</param>
    /// <param name="rows">Zeros above and below.</param>
    /// <param name="columns">Zeros left and right.</param>
    /// <param name="precision">The numbers in which it multiplies.</param>
    internal static torch.Tensor Forward(
        torch.Tensor x, torch.Tensor weight, torch.Tensor? bias, long stride, Border rows, Border columns, Precision precision)
    {
        using var scope = torch.NewDisposeScope();
        (x, weight) = (Rounded(x, precision), Rounded(weight, precision));
        if (!rows.IsEven || !columns.IsEven)
        {
            x = pad(x, [columns.Before, columns.After, rows.Before, rows.After]);
            (rows, columns) = (Border.None, Border.None);
        }

        var result = stride == 1 && IsThin(weight) && x.device_type == DeviceType.CPU
            ? ByRows(x, weight, bias, rows.Before, columns.Before)
            : conv2d(x, weight, bias is null ? null : Rounded(bias, precision), [stride, stride], [rows.Before, columns.Before]);
        return Exact(result).MoveToOuterDisposeScope();
    }

    /// <summary>Transposed convolution of [N, in, H, W], cropped.</summary>
    /// <param name="x">[N, in, H, W].</param>
    /// <param name="weight">[in, out, kernel, kernel].</param>
    /// <param name="bias">[out], or none.</param>
    /// <param name="stride">Step between inputs in the output, both axes.</param>
    /// <param name="crop">Rows and columns that go; fewer than none at the end are added instead.</param>
    /// <param name="precision">The numbers in which it multiplies.</param>
    internal static torch.Tensor Transposed(torch.Tensor x, torch.Tensor weight, torch.Tensor? bias, long stride, Border crop, Precision precision)
    {
        // libtorch crops both ends alike. What the end lacks is its output padding; what the end has too much is sliced off.
        var surplus = crop.After - crop.Before;
        using var scope = torch.NewDisposeScope();
        (x, weight) = (Rounded(x, precision), Rounded(weight, precision));

        // The CPU's convolution adds a bias for nothing, but takes longer for its gradient than for half a kernel's, a sum over pixels a twentieth of that.
        var isBiasInside = bias is not null && precision == Precision.Float32 && !(bias.requires_grad && torch.is_grad_enabled());
        var full = Exact(conv_transpose2d(
            x, weight, isBiasInside ? bias : null, [stride, stride], [crop.Before, crop.Before], [Math.Max(-surplus, 0), Math.Max(-surplus, 0)]));
        if (bias is not null && !isBiasInside)
        {
            full.AddInPlace(bias.reshape(-1, 1, 1));
        }

        var result = surplus <= 0 ? full : full.narrow(2, 0, full.shape[2] - surplus).narrow(3, 0, full.shape[3] - surplus);
        return result.MoveToOuterDisposeScope();
    }

    /// <summary>Whether the blocks of output channels are so empty that row by row half the work or less is left.</summary>
    private static bool IsThin(torch.Tensor weight)
    {
        var (outputs, height, width) = (weight.shape[0], weight.shape[2], weight.shape[3]);
        return Blocks(outputs * height) * width * 2 <= Blocks(outputs) * height * width;
    }

    /// <summary>
    /// A kernel of few output channels, one row at a time: each row becomes an output channel of its own of a kernel one row high, and a
    /// fixed kernel one column wide adds the rows up, each shifted to its place. The block of 16 channels is then filled instead of empty.
    /// </summary>
    private static torch.Tensor ByRows(torch.Tensor x, torch.Tensor weight, torch.Tensor? bias, long rowPadding, long columnPadding)
    {
        var (outputs, inputs, height, width) = (weight.shape[0], weight.shape[1], weight.shape[2], weight.shape[3]);
        var rows = ChannelsInnermost.Of(weight.permute(0, 2, 1, 3).reshape(outputs * height, inputs, 1, width));
        var partial = Exact(conv2d(x, rows, null, [1, 1], [0, columnPadding]));                     // [N, out * rows, H, W']
        return conv2d(partial, RowSum(outputs, height), bias, [1, 1], [rowPadding, 0]);             // [N, out, H', W']
    }

    /// <summary>[out, out * rows, rows, 1]: output o takes row r of its partial result r from where row r of the kernel lay.</summary>
    private static torch.Tensor RowSum(long outputs, long rows)
    {
        var sum = new float[outputs * outputs * rows * rows];
        for (var output = 0L; output < outputs; output++)
        {
            for (var row = 0L; row < rows; row++)
            {
                sum[(((((output * outputs) + output) * rows) + row) * rows) + row] = 1;
            }
        }

        return torch.tensor(sum, [outputs, outputs * rows, rows, 1]);
    }

    private static torch.Tensor Rounded(torch.Tensor x, Precision precision) => precision == Precision.Bfloat16 ? x.to(torch.ScalarType.BFloat16) : x;

    private static torch.Tensor Exact(torch.Tensor x) => x.dtype == torch.ScalarType.BFloat16 ? x.to(torch.ScalarType.Float32) : x;

    private static long Blocks(long channels) => (channels + ChannelBlock - 1) / ChannelBlock;
}
