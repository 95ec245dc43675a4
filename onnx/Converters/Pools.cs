namespace Gans.Onnx.Converters;

/// <summary>Pooling over the innermost axes.</summary>
internal static class Pools
{
    public static long[]? One(long? value) => value is { } given ? [given] : null;

    /// <summary>MaxPool, version 12.</summary>
    public static OnnxValue Max(OnnxCall call, long[] kernel, long[]? stride, long[]? padding, long[]? dilation, bool roundUp) => call.Add(
        "MaxPool",
        [call.Input],
        [
            .. Window(call, kernel, stride, padding),
            OnnxAttribute.Ints("dilations", Convolutions.Each(dilation ?? [1], Axes(call, kernel))),
            OnnxAttribute.Flag("ceil_mode", roundUp),
        ]);

    /// <summary>AveragePool, version 11.</summary>
    public static OnnxValue Average(OnnxCall call, long[] kernel, long[]? stride, long[]? padding, bool roundUp, bool countPadding, long? divisor)
    {
        call.Require(!roundUp, "sizes are rounded up", "Pad the input to whole windows.");
        call.Require(divisor is null, "the divisor is given", "Scale the result instead.");
        return call.Add("AveragePool", [call.Input], [.. Window(call, kernel, stride, padding), OnnxAttribute.Flag("count_include_pad", countPadding)]);
    }

    /// <summary>
    /// ReduceMean or ReduceMax, version 18, of each window of libtorch, joined by Concat; AveragePool or MaxPool where the windows are equal.
    /// </summary>
    public static OnnxValue Adaptive(OnnxCall call, IReadOnlyList<long> size, string reduction)
    {
        var axes = call.Input.Rank - 2;
        var wanted = Convolutions.Each([.. size], axes);
        if (wanted.All(static extent => extent == 1))
        {
            return call.Add(reduction == "ReduceMean" ? "GlobalAveragePool" : "GlobalMaxPool", [call.Input]);
        }

        long[] have = [.. call.Input.Shape.Skip(2).Select(static extent => extent.Constant)];
        if (have.Zip(wanted).All(static pair => pair.First % pair.Second == 0))
        {
            long[] window = [.. have.Zip(wanted, static (extent, parts) => extent / parts)];
            return call.Add(
                reduction == "ReduceMean" ? "AveragePool" : "MaxPool",
                [call.Input],
                OnnxAttribute.Ints("kernel_shape", window),
                OnnxAttribute.Ints("strides", window));
        }

        var value = call.Input;
        for (var axis = 0; axis < axes; axis++)
        {
            value = ByWindows(call, value, axis + 2, have[axis], wanted[axis], reduction);
        }

        return value;
    }

    /// <summary>The p-th root of the sum of p-th powers: AveragePool of the powers times the window's size.</summary>
    public static OnnxValue Norm(OnnxCall call, double power, long[] kernel, long[]? stride, bool roundUp)
    {
        call.Require(!roundUp, "sizes are rounded up", "Pad the input to whole windows.");
        var (x, type) = (call.Input, call.Input.Type);
        var powers = call.Add("Pow", [x, call.Number(power, type)]);
        var mean = call.Add("AveragePool", [powers], Window(call, kernel, stride, null));
        var count = Convolutions.Each(kernel, Axes(call, kernel)).Aggregate(1L, static (product, extent) => product * extent);
        var sum = call.Add("Mul", [mean, call.Number(count, type)]);
        return call.Add("Pow", [call.Add("Relu", [sum]), call.Number(1 / power, type)]);
    }

    private static int Axes(OnnxCall call, long[] kernel) => kernel.Length > 1 ? kernel.Length : call.Input.Rank - 2;

    private static OnnxAttribute[] Window(OnnxCall call, long[] kernel, long[]? stride, long[]? padding)
    {
        var axes = Axes(call, kernel);
        call.Require(call.Input.Rank == axes + 2, $"the input is {call.Input.ShapeText}", "Give it an axis for the batch.");
        var pads = Convolutions.Each(padding ?? [0], axes);
        return
        [
            OnnxAttribute.Ints("kernel_shape", Convolutions.Each(kernel, axes)),
            OnnxAttribute.Ints("strides", Convolutions.Each(stride is { Length: > 0 } ? stride : kernel, axes)),
            OnnxAttribute.Ints("pads", [.. pads, .. pads]),
        ];
    }

    private static OnnxValue ByWindows(OnnxCall call, OnnxValue value, int axis, long have, long wanted, string reduction)
    {
        var parts = new OnnxValue?[wanted];
        for (var i = 0L; i < wanted; i++)
        {
            var (from, to) = (i * have / wanted, (((i + 1) * have) + wanted - 1) / wanted);
            var window = call.Add("Slice", [value, call.Integers(from), call.Integers(to), call.Integers(axis)]);
            parts[i] = call.Add(reduction, [window, call.Integers(axis)]);
        }

        return call.Add("Concat", parts, OnnxAttribute.Int("axis", axis));
    }
}
