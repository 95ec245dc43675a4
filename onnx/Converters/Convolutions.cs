using TorchSharp;
using TorchSharp.Modules;

namespace Gans.Onnx.Converters;

/// <summary>Convolutions to Conv and ConvTranspose, version 11, over one to three axes.</summary>
internal static class Convolutions
{
    public static OnnxValue Convolve(OnnxCall call, Convolution layer)
    {
        var axes = layer.kernel_size.Length;
        var input = Batched(call, axes);
        long[] pads;
        if (layer.padding_type == Padding.Same)
        {
            long[] total = [.. layer.kernel_size.Zip(layer.dilation, static (kernel, dilation) => dilation * (kernel - 1))];
            pads = [.. total.Select(static size => size / 2), .. total.Select(static size => size - (size / 2))];
        }
        else
        {
            long[] padding = layer.padding is { } given ? Each(given, axes) : new long[axes];
            pads = [.. padding, .. padding];
        }

        if (layer.padding_mode != PaddingModes.Zeros && pads.Any(static pad => pad != 0))
        {
            input = Paddings.PadSpace(call, input, pads, layer.padding_mode);
            pads = new long[2 * axes];
        }

        var result = call.Add(
            "Conv",
            [input, call.State("weight"), call.StateOrNull("bias")],
            OnnxAttribute.Ints("kernel_shape", layer.kernel_size),
            OnnxAttribute.Ints("strides", Each(layer.stride, axes)),
            OnnxAttribute.Ints("pads", pads),
            OnnxAttribute.Ints("dilations", Each(layer.dilation, axes)),
            OnnxAttribute.Int("group", layer.groups));
        return Unbatched(call, axes, result);
    }

    public static OnnxValue Transposed(OnnxCall call, Convolution layer)
    {
        var axes = layer.kernel_size.Length;
        var padding = Each(layer.padding ?? [0], axes);

        // TorchSharp uses the first axis' output padding for all of them.
        var rest = Each([layer.output_padding[0]], axes);
        var result = call.Add(
            "ConvTranspose",
            [Batched(call, axes), call.State("weight"), call.StateOrNull("bias")],
            OnnxAttribute.Ints("kernel_shape", layer.kernel_size),
            OnnxAttribute.Ints("strides", Each(layer.stride, axes)),
            OnnxAttribute.Ints("pads", [.. padding, .. padding]),
            OnnxAttribute.Ints("output_padding", rest),
            OnnxAttribute.Ints("dilations", Each(layer.dilation, axes)),
            OnnxAttribute.Int("group", layer.groups));
        return Unbatched(call, axes, result);
    }

    /// <summary>One number stands for all axes.</summary>
    public static long[] Each(IReadOnlyList<long> values, int axes) => values.Count == 1 ? [.. Enumerable.Repeat(values[0], axes)] : [.. values];

    private static OnnxValue Batched(OnnxCall call, int axes) =>
        call.Input.Rank == axes + 1 ? call.Add("Unsqueeze", [call.Input, call.Integers(0)]) : call.Input;

    private static OnnxValue Unbatched(OnnxCall call, int axes, OnnxValue result) =>
        call.Input.Rank == axes + 1 ? call.Add("Squeeze", [result, call.Integers(0)]) : result;
}
