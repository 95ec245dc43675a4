using Gans.Onnx.Converters;
using Gans.Onnx.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Onnx;

/// <content>Shapes: what moves values about.</content>
public static partial class Ops
{
    /// <summary>
    /// The same values in other axes. Sizes that follow the batch are taken from a shape (<c>x.shape[0]</c>), or are -1, which stands for what is left.
    /// </summary>
    public static Tensor Reshape(Tensor a, params ReadOnlySpan<long> shape) =>
        Traced(a.reshape(shape.ToArray()), "Reshape", [a], Functional.Reshape);

    /// <summary>The axes from one to another, both included, as one.</summary>
    public static Tensor Flatten(Tensor a, long startAxis = 1, long endAxis = -1) =>
        Traced(a.flatten(startAxis, endAxis), $"Flatten({startAxis}, {endAxis})", [a], Functional.Reshape);

    /// <summary>The axes in another order.</summary>
    public static Tensor Permute(Tensor a, params ReadOnlySpan<long> axes)
    {
        var order = axes.ToArray();
        return Traced(
            a.permute(order),
            $"Permute({string.Join(',', order)})",
            [a],
            call => call.Add("Transpose", [call.Input], OnnxAttribute.Ints("perm", order.Select(axis => (long)Shaping.Axis(call.Input, axis)))));
    }

    /// <summary>Two axes exchanged.</summary>
    public static Tensor Transpose(Tensor a, long axis0, long axis1) =>
        Traced(a.transpose(axis0, axis1), $"Transpose({axis0}, {axis1})", [a], call => Functional.Transpose(call, axis0, axis1));

    /// <summary>Without an axis of size 1.</summary>
    public static Tensor Squeeze(Tensor a, long axis) =>
        Traced(a.squeeze(axis), $"Squeeze({axis})", [a], call => Functional.Squeeze(call, axis));

    /// <summary>With one more axis, of size 1, which is then the axis of that number.</summary>
    public static Tensor Unsqueeze(Tensor a, long axis) =>
        Traced(a.unsqueeze(axis), $"Unsqueeze({axis})", [a], call => Functional.Unsqueeze(call, call.Input, axis));

    /// <summary>Axes of size 1 repeated to other sizes; -1 keeps a size.</summary>
    public static Tensor Expand(Tensor a, params ReadOnlySpan<long> shape) =>
        Traced(a.expand(shape.ToArray()), "Expand", [a], Functional.Expand);

    /// <summary>The whole repeated along each axis.</summary>
    public static Tensor Repeat(Tensor a, params ReadOnlySpan<long> times) =>
        Traced(a.repeat(times.ToArray()), "Repeat", [a], Functional.Repeat, times);

    /// <summary>Several tensors behind each other along an axis.</summary>
    public static Tensor Concat(IReadOnlyList<Tensor> parts, long axis) =>
        Traced(torch.cat([.. parts], axis), $"Concat({axis})", parts, call => Functional.Concat(call, axis));

    /// <summary>Several tensors of one shape behind each other along a new axis.</summary>
    public static Tensor Stack(IReadOnlyList<Tensor> parts, long axis) =>
        Traced(torch.stack([.. parts], axis), $"Stack({axis})", parts, call => Functional.Stack(call, axis));

    /// <summary>Parts of the given sizes along an axis.</summary>
    public static IReadOnlyList<Tensor> Split(Tensor a, long axis, params ReadOnlySpan<long> sizes)
    {
        var parts = torch.split(a, sizes.ToArray(), axis);
        Recorder.Current?.Note($"Split({axis})", [a], parts, sizes.ToArray(), call => Functional.Split(call, axis));
        return parts;
    }

    /// <summary>From a start (included) to an end (not included) along an axis; negative ones count from the axis' end.</summary>
    public static Tensor Slice(Tensor a, long axis, long start, long end = long.MaxValue, long step = 1) =>
        Traced(a.slice(axis, start, end, step), $"Slice({axis}, step {step})", [a], call => Functional.Slice(call, axis, step), start, end);

    /// <summary>One index of an axis, which is then gone.</summary>
    public static Tensor Select(Tensor a, long axis, long index) =>
        Traced(a.select(axis, index), $"Select({axis})", [a], call => Functional.Select(call, axis), index);

    /// <summary>The given indices of an axis.</summary>
    /// <param name="a">The values.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="indices">Int64, one axis.</param>
    public static Tensor IndexSelect(Tensor a, long axis, Tensor indices) =>
        Traced(
            a.index_select(axis, indices),
            $"IndexSelect({axis})",
            [a, indices],
            call => call.Add("Gather", [call.Input, call.Inputs[1]], OnnxAttribute.Int("axis", axis)));

    /// <summary>Along an axis, at each place the value that the index at that place names.</summary>
    /// <param name="a">The values.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="indices">Int64, as many axes as <paramref name="a"/>.</param>
    public static Tensor Gather(Tensor a, long axis, Tensor indices) =>
        Traced(
            a.gather(axis, indices),
            $"Gather({axis})",
            [a, indices],
            call => call.Add("GatherElements", [call.Input, call.Inputs[1]], OnnxAttribute.Int("axis", axis)));

    /// <summary>Each axis from its end to its start.</summary>
    public static Tensor Flip(Tensor a, params ReadOnlySpan<long> axes)
    {
        var turned = axes.ToArray();
        return Traced(a.flip(turned), $"Flip({string.Join(',', turned)})", [a], call => Functional.Flip(call, turned));
    }

    /// <summary>Int64 classes as rows of zeros with a one: Int64, one more axis of <paramref name="classes"/>.</summary>
    public static Tensor OneHot(Tensor a, long classes) =>
        Traced(nn.functional.one_hot(a, classes), $"OneHot({classes})", [a], call => Functional.OneHot(call, classes));

    /// <summary>Borders of one value, in libtorch's order: innermost axis first, before and behind.</summary>
    public static Tensor Pad(Tensor a, IReadOnlyList<long> pads, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
        Traced(
            nn.functional.pad(a, [.. pads], mode, value),
            $"Pad({string.Join(',', pads)}; {mode}, {value})",
            [a],
            call => Functional.Pad(call, pads, mode, value));

    /// <summary>[N, C * r * r, H, W] to [N, C, H * r, W * r].</summary>
    public static Tensor PixelShuffle(Tensor a, long factor) =>
        Traced(
            nn.functional.pixel_shuffle(a, factor),
            $"PixelShuffle({factor})",
            [a],
            Functional.Unary("DepthToSpace", OnnxAttribute.Int("blocksize", factor), OnnxAttribute.Text("mode", "CRD")));

    /// <summary>Images of other sizes, [N, C, H, W] to [N, C, height, width].</summary>
    /// <param name="a">The images.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="mode">Nearest, Bilinear or Bicubic.</param>
    /// <param name="alignCorners">Whether the corners' centres fall on each other, not their edges.</param>
    public static Tensor Interpolate(
        Tensor a, long height, long width, InterpolationMode mode = InterpolationMode.Nearest, bool alignCorners = false) => Traced(
        nn.functional.interpolate(a, [height, width], mode: mode, align_corners: mode == InterpolationMode.Nearest ? null : alignCorners),
        $"Interpolate({height}, {width}, {mode}, {alignCorners})",
        [a],
        call => Functional.Interpolate(call, mode, alignCorners));

    /// <summary>One value in a shape; sizes that follow the batch are taken from a tensor's shape.</summary>
    /// <param name="like">Gives the element type and the device.</param>
    /// <param name="value">The value.</param>
    /// <param name="shape">The shape.</param>
    public static Tensor Full(Tensor like, double value, params ReadOnlySpan<long> shape) =>
        Traced(
            torch.full(shape.ToArray(), Held.Number(value), dtype: like.dtype, device: like.device),
            $"Full({value})",
            [like],
            call => Functional.Full(call, value));

    /// <summary>Declares that a tensor which no recorded call made is a constant of the network: the same in every pass. The file then stores it.</summary>
    /// <returns>The tensor itself.</returns>
    public static Tensor Constant(Tensor value)
    {
        Recorder.Current?.Declare(value, ValueOrigin.Constant, "constant");
        return value;
    }
}
