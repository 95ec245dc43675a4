using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gans.Onnx.Converters;

/// <summary>
/// Resize, version 18. Nearest takes floor(x / scale), which ONNX calls asymmetric and floor; the others have pixel centres at half integers, unless corners
/// are aligned.
/// </summary>
internal static class Resizing
{
    public static OnnxValue Upsample(OnnxCall call, Upsample layer)
    {
        var mode = layer.mode switch
        {
            UpsampleMode.Nearest => "nearest",
            UpsampleMode.Linear or UpsampleMode.Bilinear or UpsampleMode.Trilinear => "linear",
            UpsampleMode.Bicubic => "cubic",
            var other => throw call.Fail($"the mode is {other}", "Use Nearest, Bilinear or Bicubic."),
        };
        if (layer.size.Length > 0)
        {
            return To(call, layer.size.ToArray(), mode, layer.align_corners ?? false);
        }

        double[] factors = layer.scale_factor.ToArray();
        var axes = call.Input.Rank - 2;
        double[] each = factors.Length == 1 ? [.. Enumerable.Repeat(factors[0], axes)] : factors;
        return By(call, [.. each.Select(static factor => (float)factor)], mode, layer.align_corners ?? false);
    }

    /// <summary>To sizes of the axes behind the channels; by whole factors where these do it, so that no size of the batch is needed.</summary>
    public static OnnxValue To(OnnxCall call, IReadOnlyList<long> sizes, string mode, bool alignCorners)
    {
        var input = call.Input;
        var have = input.Shape.Skip(2).Select(static size => size.Constant).ToArray();
        return have.Zip(sizes).All(static pair => pair.Second % pair.First == 0)
            ? By(call, [.. have.Zip(sizes, static (old, size) => (float)(size / old))], mode, alignCorners)
            : call.Add(
                "Resize",
                [input, null, null, call.Sizes([.. input.Shape.Take(2), .. sizes.Select(static size => (Dimension)size)])],
                Attributes(mode, alignCorners));
    }

    private static OnnxValue By(OnnxCall call, float[] factors, string mode, bool alignCorners) =>
        call.Add("Resize", [call.Input, null, call.Reals([1, 1, .. factors])], Attributes(mode, alignCorners));

    private static OnnxAttribute[] Attributes(string mode, bool alignCorners) => mode == "nearest"
        ? [OnnxAttribute.Text("mode", mode), OnnxAttribute.Text("coordinate_transformation_mode", "asymmetric"), OnnxAttribute.Text("nearest_mode", "floor")]
        : [OnnxAttribute.Text("mode", mode), OnnxAttribute.Text("coordinate_transformation_mode", alignCorners ? "align_corners" : "half_pixel")];
}
