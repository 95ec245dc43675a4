using Gans.Onnx.Graph;
using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Onnx.Converters;

/// <summary>ONNX forms of the traced operations.</summary>
internal static class Functional
{
    /// <summary>An operator of one tensor that ONNX has under another name, in the type of the result.</summary>
    public static Func<OnnxCall, OnnxValue> Unary(string op, params OnnxAttribute[] attributes) =>
        call => call.Add(op, [InResultType(call, call.Input)], attributes);

    /// <summary>An operator of two tensors, or of a tensor and a number, in the type of the result.</summary>
    public static Func<OnnxCall, OnnxValue> Binary(string op, double? number = null, bool reversed = false) => call =>
    {
        call.Require(call.ResultTypes[0] != ScalarType.Bool, "the result is Bool", "Compute in numbers, and compare at the end.");
        var left = InResultType(call, call.Input);
        var right = number is { } value ? call.Number(value, call.ResultTypes[0]) : InResultType(call, call.Inputs[1]);
        return reversed ? call.Add(op, [right, left]) : call.Add(op, [left, right]);
    };

    /// <summary>A comparison of two tensors, or of a tensor and a number.</summary>
    public static Func<OnnxCall, OnnxValue> Comparison(string op, double? number = null) => call =>
    {
        var type = number is null ? ElementTypes.Promote(call.Inputs[0].Type, call.Inputs[1].Type)
            : call.Input.Type.IsReal() ? call.Input.Type : ScalarType.Float32;
        if (type is ScalarType.Bool or ScalarType.Byte)
        {
            type = ScalarType.Int32;   // ONNX Runtime compares no narrower ones
        }

        return call.Add(op, [call.Cast(call.Input, type), number is { } value ? call.Number(value, type) : call.Cast(call.Inputs[1], type)]);
    };

    public static OnnxValue Pow(OnnxCall call, double exponent)
    {
        var value = InResultType(call, call.Input);
        return exponent == 2 ? call.Add("Mul", [value, value]) : call.Add("Pow", [value, call.Number(exponent, call.ResultTypes[0])]);
    }

    public static OnnxValue Lerp(OnnxCall call, double weight)
    {
        var way = call.Add("Sub", [call.Inputs[1], call.Input]);
        return call.Add("Add", [call.Input, call.Add("Mul", [way, call.Number(weight, way.Type)])]);
    }

    public static OnnxValue Where(OnnxCall call) =>
        call.Add("Where", [call.Cast(call.Input, ScalarType.Bool), InResultType(call, call.Inputs[1]), InResultType(call, call.Inputs[2])]);

    public static OnnxValue CastTo(OnnxCall call) => call.Cast(call.Input, call.ResultTypes[0]);

    public static OnnxValue Reshape(OnnxCall call) => Shaping.Reshape(call, call.Input, call.ResultShapes[0]);

    public static OnnxValue Transpose(OnnxCall call, long axis0, long axis1)
    {
        long[] order = [.. Enumerable.Range(0, call.Input.Rank)];
        var (first, second) = (Shaping.Axis(call.Input, axis0), Shaping.Axis(call.Input, axis1));
        (order[first], order[second]) = (order[second], order[first]);
        return call.Add("Transpose", [call.Input], OnnxAttribute.Ints("perm", order));
    }

    public static OnnxValue Squeeze(OnnxCall call, long axis) =>
        call.Input.Rank == call.ResultShapes[0].Count ? call.Input : call.Add("Squeeze", [call.Input, call.Integers(Shaping.Axis(call.Input, axis))]);

    public static OnnxValue Unsqueeze(OnnxCall call, OnnxValue value, long axis) =>
        call.Add("Unsqueeze", [value, call.Integers(axis < 0 ? axis + value.Rank + 1 : axis)]);

    public static OnnxValue Expand(OnnxCall call) =>
        call.Input.Shape.SequenceEqual(call.ResultShapes[0]) ? call.Input : call.Add("Expand", [call.Input, call.Sizes([.. call.ResultShapes[0]])]);

    public static OnnxValue Repeat(OnnxCall call)
    {
        var times = call.SizeArguments;
        var added = times.Count - call.Input.Rank;
        var value = added == 0
            ? call.Input
            : call.Add("Unsqueeze", [call.Input, call.Integers([.. Enumerable.Range(0, added).Select(static axis => (long)axis)])]);
        return call.Add("Tile", [value, call.Sizes([.. times])]);
    }

    public static OnnxValue Concat(OnnxCall call, long axis) =>
        call.Add("Concat", [.. call.Inputs.Select(part => InResultType(call, part))], OnnxAttribute.Int("axis", axis));

    public static OnnxValue Stack(OnnxCall call, long axis)
    {
        var at = axis < 0 ? axis + call.ResultShapes[0].Count : axis;
        return call.Add("Concat", [.. call.Inputs.Select(part => Unsqueeze(call, InResultType(call, part), at))], OnnxAttribute.Int("axis", at));
    }

    public static IReadOnlyList<OnnxValue> Split(OnnxCall call, long axis)
    {
        var at = Shaping.Axis(call.Input, axis);
        return call.AddMany(
            "Split", [call.Input, call.Sizes([.. call.ResultShapes.Select(shape => shape[at])])], call.ResultShapes.Count, OnnxAttribute.Int("axis", at));
    }

    public static OnnxValue Slice(OnnxCall call, long axis, long step) => call.Add(
        "Slice",
        [
            call.Input, call.Sizes(call.SizeArguments[0]), call.Sizes(call.SizeArguments[1]), call.Integers(Shaping.Axis(call.Input, axis)),
            step == 1 ? null : call.Integers(step),
        ]);

    /// <summary>Gather, version 13, with a number as index, which drops the axis.</summary>
    public static OnnxValue Select(OnnxCall call, long axis)
    {
        var index = call.SizeArguments[0];
        var number = index.IsConstant ? call.Number(index.Constant, ScalarType.Int64) : call.Add("Squeeze", [call.Sizes(index), call.Integers(0)]);
        return call.Add("Gather", [call.Input, number], OnnxAttribute.Int("axis", Shaping.Axis(call.Input, axis)));
    }

    public static OnnxValue Flip(OnnxCall call, IReadOnlyList<long> axes)
    {
        long[] counted = [.. axes.Select(axis => (long)Shaping.Axis(call.Input, axis))];
        long[] All(long value) => [.. counted.Select(_ => value)];
        return call.Add("Slice", [call.Input, call.Integers(All(-1)), call.Integers(All(-long.MaxValue)), call.Integers(counted), call.Integers(All(-1))]);
    }

    public static OnnxValue OneHot(OnnxCall call, long classes)
    {
        using var values = tensor(new long[] { 0, 1 });
        return call.Add("OneHot", [call.Input, call.Integers(classes), call.Constant(values, "off_on")]);
    }

    /// <summary>Expand, version 13, where the shape follows the batch.</summary>
    public static OnnxValue Full(OnnxCall call, double value)
    {
        var (shape, type) = (call.ResultShapes[0], call.ResultTypes[0]);
        return call.Add("Expand", [call.Number(value, type), call.Sizes([.. shape])]);
    }

    /// <summary>A reduction of version 13 or 18, in the type of the result.</summary>
    public static Func<OnnxCall, OnnxValue> Reduction(string op, IReadOnlyList<long> axes, bool keep) =>
        call => Reduce(call, op, InResultType(call, call.Input), axes, keep);

    public static OnnxValue Variance(OnnxCall call, IReadOnlyList<long> axes, bool keep, bool unbiased)
    {
        var (x, type) = (call.Input, call.Input.Type);
        var rest = call.Add("Sub", [x, Reduce(call, "ReduceMean", x, axes, keep: true)]);
        var mean = Reduce(call, "ReduceMean", call.Add("Mul", [rest, rest]), axes, keep);
        if (!unbiased)
        {
            return mean;
        }

        var count = Dimension.Product(axes.Count == 0 ? x.Shape : axes.Select(axis => x.Shape[Shaping.Axis(x, axis)]));
        call.Require(count is { IsConstant: true }, "it is over the batch and unbiased", "Use the biased variance.");
        var number = count!.Value.Constant;
        return call.Add("Mul", [mean, call.Number((double)number / (number - 1), type)]);
    }

    public static OnnxValue ArgMax(OnnxCall call, long axis, bool keep) =>
        call.Add("ArgMax", [call.Input], OnnxAttribute.Int("axis", axis), OnnxAttribute.Flag("keepdims", keep));

    public static OnnxValue Linear(OnnxCall call)
    {
        var (x, weight) = (call.Input, call.Inputs[1]);
        var bias = call.Inputs.Count > 2 ? call.Inputs[2] : null;
        if (x.Rank == 2)
        {
            return call.Add("Gemm", [x, weight, bias], OnnxAttribute.Int("transB", 1));
        }

        var product = call.Add("MatMul", [x, call.Add("Transpose", [weight], OnnxAttribute.Ints("perm", 1, 0))]);
        return bias is null ? product : call.Add("Add", [product, bias]);
    }

    public static OnnxValue InstanceNorm(OnnxCall call, double epsilon)
    {
        var channels = call.Input.Shape[1].Constant;
        using var one = ones([channels], dtype: call.Input.Type);
        using var zero = zeros([channels], dtype: call.Input.Type);
        return call.Add(
            "InstanceNormalization",
            [call.Input, call.Operands[1] ?? call.Constant(one, "ones"), call.Operands[2] ?? call.Constant(zero, "zeros")],
            OnnxAttribute.Float("epsilon", epsilon));
    }

    public static OnnxValue Pad(OnnxCall call, IReadOnlyList<long> pads, PaddingModes mode, double value) => mode switch
    {
        PaddingModes.Zeros or PaddingModes.Constant => Paddings.Pad(call, call.Input, pads, "constant", value),
        PaddingModes.Reflect => Paddings.Pad(call, call.Input, pads, "reflect"),
        PaddingModes.Replicate => Paddings.Pad(call, call.Input, pads, "edge"),
        _ => throw call.Fail($"the mode is {mode}", "Put slices of the tensor around it with Ops.Concat."),
    };

    public static OnnxValue Interpolate(OnnxCall call, InterpolationMode mode, bool alignCorners) => Resizing.To(
        call,
        [.. call.ResultShapes[0].Skip(2).Select(static size => size.Constant)],
        mode switch
        {
            InterpolationMode.Nearest => "nearest",
            InterpolationMode.Bilinear => "linear",
            InterpolationMode.Bicubic => "cubic",
            _ => throw call.Fail($"the mode is {mode}", "Use Nearest, Bilinear or Bicubic."),
        },
        alignCorners);

    private static OnnxValue InResultType(OnnxCall call, OnnxValue value) => call.Cast(value, call.ResultTypes[0]);

    private static OnnxValue Reduce(OnnxCall call, string op, OnnxValue value, IReadOnlyList<long> axes, bool keep) => call.Add(
        op, [value, axes.Count == 0 ? null : call.Integers([.. axes.Select(axis => (long)Shaping.Axis(value, axis))])], OnnxAttribute.Flag("keepdims", keep));
}
