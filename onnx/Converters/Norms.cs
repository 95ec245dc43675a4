using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gans.Onnx.Converters;

/// <summary>Normalizations in inference form.</summary>
internal static class Norms
{
    /// <summary>BatchNormalization, version 15. Its momentum matters only in training.</summary>
    public static OnnxValue Batch(OnnxCall call, NormBase layer)
    {
        call.Require(
            layer.running_mean is not null,
            "it normalises by the batch's own statistics",
            "Create it with track_running_stats, or use GroupNorm or InstanceNorm.");
        return call.Add(
            "BatchNormalization",
            [call.Input, Scale(call, layer.num_features), Shift(call, layer.num_features), call.State("running_mean"), call.State("running_var")],
            OnnxAttribute.Float("epsilon", layer.eps));
    }

    /// <summary>InstanceNormalization, version 6, or, with running statistics, BatchNormalization.</summary>
    public static OnnxValue Instance(OnnxCall call, NormBase layer)
    {
        if (layer.track_running_stats)
        {
            return Batch(call, layer);
        }

        return call.Add(
            "InstanceNormalization", [call.Input, Scale(call, layer.num_features), Shift(call, layer.num_features)], OnnxAttribute.Float("epsilon", layer.eps));
    }

    /// <summary>LayerNormalization, version 17.</summary>
    public static OnnxValue Layer(OnnxCall call, LayerNorm layer) =>
        Layer(call, call.Input, layer.normalized_shape, call.StateOrNull("weight"), call.StateOrNull("bias"), layer.eps);

    /// <summary>The same of any value.</summary>
    public static OnnxValue Layer(OnnxCall call, OnnxValue input, IReadOnlyList<long> shape, OnnxValue? scale, OnnxValue? shift, double epsilon)
    {
        using var ones = torch.ones([.. shape], dtype: input.Type);
        return call.Add(
            "LayerNormalization",
            [input, scale ?? call.Constant(ones, "scale"), shift],
            OnnxAttribute.Int("axis", -shape.Count),
            OnnxAttribute.Float("epsilon", epsilon));
    }

    /// <summary>
    /// The groups as channels of InstanceNormalization, version 6, then scale and shift a channel: opset 18's own GroupNormalization has its scale a group, not
    /// a channel.
    /// </summary>
    public static OnnxValue Group(OnnxCall call, GroupNorm layer)
    {
        var input = call.Input;
        using var ones = torch.ones([layer.num_groups], dtype: input.Type);
        using var zeros = torch.zeros([layer.num_groups], dtype: input.Type);
        var grouped = call.Add("Reshape", [input, call.Integers(0, layer.num_groups, -1)]);
        var normal = call.Add(
            "InstanceNormalization", [grouped, call.Constant(ones, "ones"), call.Constant(zeros, "zeros")], OnnxAttribute.Float("epsilon", layer.eps));
        var result = Shaping.Reshape(call, normal, input.Shape);
        if (call.StateTensor("weight") is { } weight)
        {
            result = call.Add("Mul", [result, PerChannel(call, weight, "weight", input.Rank)]);
        }

        return call.StateTensor("bias") is { } bias ? call.Add("Add", [result, PerChannel(call, bias, "bias", input.Rank)]) : result;
    }

    /// <summary>
    /// The mean square of a window of channels, as AveragePool over one more axis with zeros at its ends: ONNX's LRN shares the window otherwise where the size
    /// is even.
    /// </summary>
    public static OnnxValue LocalResponse(OnnxCall call, LocalResponseNorm layer)
    {
        var input = call.Input;
        var spread = call.Add("Unsqueeze", [call.Add("Mul", [input, input]), call.Integers(1)]);        // [N, 1, C, ...]
        long[] shape = [0, 1, .. input.Shape.Skip(1).Take(1).Select(static size => size.Constant), -1];
        var flat = call.Add("Reshape", [spread, call.Integers(shape)]);                                 // [N, 1, C, rest]
        var window = call.Add(
            "AveragePool",
            [call.Add("Pad", [flat, call.Integers(0, 0, layer.size / 2, 0, 0, 0, (layer.size - 1) / 2, 0)])],
            OnnxAttribute.Ints("kernel_shape", [layer.size, 1]));
        var mean = Shaping.Reshape(call, window, input.Shape);
        var divisor = call.Add("Add", [call.Add("Mul", [mean, call.Number(layer.alpha, input.Type)]), call.Number(layer.k, input.Type)]);
        return call.Add("Div", [input, call.Add("Pow", [divisor, call.Number(layer.beta, input.Type)])]);
    }

    private static OnnxValue Scale(OnnxCall call, long channels)
    {
        using var ones = torch.ones([channels], dtype: call.Input.Type);
        return call.StateOrNull("weight") ?? call.Constant(ones, "ones");
    }

    private static OnnxValue Shift(OnnxCall call, long channels)
    {
        using var zeros = torch.zeros([channels], dtype: call.Input.Type);
        return call.StateOrNull("bias") ?? call.Constant(zeros, "zeros");
    }

    /// <summary>[C] as [C, 1, ...], so that it broadcasts.</summary>
    private static OnnxValue PerChannel(OnnxCall call, Tensor value, string name, int rank)
    {
        using var spread = value.detach().reshape([-1, .. Enumerable.Repeat(1L, rank - 2)]);
        return call.Constant(spread, $"{name}_spread");
    }
}
