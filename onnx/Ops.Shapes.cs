using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Onnx;

/// <content>Shapes: what moves values about.</content>
public static partial class Ops
{
    /// <summary>The same values in other axes. Sizes that follow the batch are taken from a shape (<c>x.shape[0]</c>), or are -1, which stands for what is left.</summary>
    public static Tensor Reshape(Tensor a, params ReadOnlySpan<long> shape) => a.reshape(shape.ToArray());

    /// <summary>The axes from one to another, both included, as one.</summary>
    public static Tensor Flatten(Tensor a, long startAxis = 1, long endAxis = -1) => a.flatten(startAxis, endAxis);

    /// <summary>The axes in another order.</summary>
    public static Tensor Permute(Tensor a, params ReadOnlySpan<long> axes) => a.permute(axes.ToArray());

    /// <summary>Two axes exchanged.</summary>
    public static Tensor Transpose(Tensor a, long axis0, long axis1) => a.transpose(axis0, axis1);

    /// <summary>Without an axis of size 1.</summary>
    public static Tensor Squeeze(Tensor a, long axis) => a.squeeze(axis);

    /// <summary>With one more axis, of size 1, which is then the axis of that number.</summary>
    public static Tensor Unsqueeze(Tensor a, long axis) => a.unsqueeze(axis);

    /// <summary>Axes of size 1 repeated to other sizes; -1 keeps a size.</summary>
    public static Tensor Expand(Tensor a, params ReadOnlySpan<long> shape) => a.expand(shape.ToArray());

    /// <summary>The whole repeated along each axis.</summary>
    public static Tensor Repeat(Tensor a, params ReadOnlySpan<long> times) => a.repeat(times.ToArray());

    /// <summary>Several tensors behind each other along an axis.</summary>
    public static Tensor Concat(IReadOnlyList<Tensor> parts, long axis) => torch.cat([.. parts], axis);

    /// <summary>Several tensors of one shape behind each other along a new axis.</summary>
    public static Tensor Stack(IReadOnlyList<Tensor> parts, long axis) => torch.stack([.. parts], axis);

    /// <summary>Parts of the given sizes along an axis.</summary>
    public static IReadOnlyList<Tensor> Split(Tensor a, long axis, params ReadOnlySpan<long> sizes) => torch.split(a, sizes.ToArray(), axis);

    /// <summary>From a start (included) to an end (not included) along an axis; negative ones count from the axis' end.</summary>
    public static Tensor Slice(Tensor a, long axis, long start, long end = long.MaxValue, long step = 1) => a.slice(axis, start, end, step);

    /// <summary>One index of an axis, which is then gone.</summary>
    public static Tensor Select(Tensor a, long axis, long index) => a.select(axis, index);

    /// <summary>The given indices of an axis.</summary>
    /// <param name="a">The values.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="indices">Int64, one axis.</param>
    public static Tensor IndexSelect(Tensor a, long axis, Tensor indices) => a.index_select(axis, indices);

    /// <summary>Along an axis, at each place the value that the index at that place names.</summary>
    /// <param name="a">The values.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="indices">Int64, as many axes as <paramref name="a"/>.</param>
    public static Tensor Gather(Tensor a, long axis, Tensor indices) => a.gather(axis, indices);

    /// <summary>Each axis from its end to its start.</summary>
    public static Tensor Flip(Tensor a, params ReadOnlySpan<long> axes) => a.flip(axes.ToArray());

    /// <summary>Int64 classes as rows of zeros with a one: Int64, one more axis of <paramref name="classes"/>.</summary>
    public static Tensor OneHot(Tensor a, long classes) => nn.functional.one_hot(a, classes);

    /// <summary>Borders of one value, in libtorch's order: innermost axis first, before and behind.</summary>
    public static Tensor Pad(Tensor a, IReadOnlyList<long> pads, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
        nn.functional.pad(a, [.. pads], mode, value);

    /// <summary>[N, C * r * r, H, W] to [N, C, H * r, W * r].</summary>
    public static Tensor PixelShuffle(Tensor a, long factor) => nn.functional.pixel_shuffle(a, factor);

    /// <summary>Images of other sizes, [N, C, H, W] to [N, C, height, width].</summary>
    /// <param name="a">The images.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="mode">Nearest, Bilinear or Bicubic.</param>
    /// <param name="alignCorners">Whether the corners' centres fall on each other, not their edges.</param>
    public static Tensor Interpolate(Tensor a, long height, long width, InterpolationMode mode = InterpolationMode.Nearest, bool alignCorners = false) =>
        nn.functional.interpolate(a, [height, width], mode: mode, align_corners: mode == InterpolationMode.Nearest ? null : alignCorners);

    /// <summary>One value in a shape; sizes that follow the batch are taken from a tensor's shape.</summary>
    /// <param name="like">Gives the element type and the device.</param>
    /// <param name="value">The value.</param>
    /// <param name="shape">The shape.</param>
    public static Tensor Full(Tensor like, double value, params ReadOnlySpan<long> shape) => torch.full(shape.ToArray(), value, dtype: like.dtype, device: like.device);

    /// <summary>Declares that a tensor which no recorded call made is a constant of the network: the same in every pass. The file then stores it.</summary>
    /// <returns>The tensor itself.</returns>
    public static Tensor Constant(Tensor value) => value;
}
