using TorchSharp;

namespace Gans.Onnx.Converters;

/// <summary>Borders to Pad, version 18, and, for wrapped ones, to Slice and Concat.</summary>
internal static class Paddings
{
    /// <summary>Borders in libtorch's order: innermost axis first, before and behind.</summary>
    public static OnnxValue Pad(OnnxCall call, OnnxValue input, IReadOnlyList<long> padding, string mode, double value = 0)
    {
        var axes = padding.Count / 2;
        long[] before = new long[axes], behind = new long[axes];
        for (var axis = 0; axis < axes; axis++)
        {
            (before[axes - 1 - axis], behind[axes - 1 - axis]) = (padding[2 * axis], padding[(2 * axis) + 1]);
        }

        call.Require(
            mode == "constant" || padding.All(static pad => pad >= 0),
            "a border that is repeated or mirrored is negative",
            "Crop in a step of its own, with Ops.Slice.");
        return Add(call, input, [.. before, .. behind], axes, mode, value);
    }

    /// <summary>Borders of the innermost axes in ONNX's order: all before, then all behind.</summary>
    public static OnnxValue PadSpace(OnnxCall call, OnnxValue input, IReadOnlyList<long> pads, PaddingModes mode) => mode switch
    {
        PaddingModes.Zeros or PaddingModes.Constant => Add(call, input, pads, pads.Count / 2, "constant", 0),
        PaddingModes.Reflect => Add(call, input, pads, pads.Count / 2, "reflect", 0),
        PaddingModes.Replicate => Add(call, input, pads, pads.Count / 2, "edge", 0),
        PaddingModes.Circular => Wrap(call, input, pads),
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a way to pad."),
    };

    private static OnnxValue Add(OnnxCall call, OnnxValue input, IReadOnlyList<long> pads, int axes, string mode, double value)
    {
        long[] none = new long[input.Rank - axes];
        var all = call.Integers([.. none, .. pads.Take(axes), .. none, .. pads.Skip(axes)]);
        return call.Add("Pad", [input, all, value == 0 ? null : call.Number(value, input.Type)], OnnxAttribute.Text("mode", mode));
    }

    private static OnnxValue Wrap(OnnxCall call, OnnxValue input, IReadOnlyList<long> pads)
    {
        var axes = pads.Count / 2;
        for (var i = 0; i < axes; i++)
        {
            var axis = call.Integers(input.Rank - axes + i);
            var parts = new List<OnnxValue?>();
            if (pads[i] > 0)
            {
                parts.Add(call.Add("Slice", [input, call.Integers(-pads[i]), call.Integers(long.MaxValue), axis]));
            }

            parts.Add(input);
            if (pads[axes + i] > 0)
            {
                parts.Add(call.Add("Slice", [input, call.Integers(0), call.Integers(pads[axes + i]), axis]));
            }

            input = parts.Count == 1 ? input : call.Add("Concat", [.. parts], OnnxAttribute.Int("axis", input.Rank - axes + i));
        }

        return input;
    }
}
