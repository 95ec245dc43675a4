using Gans.Onnx.Converters;
using static TorchSharp.torch;

namespace Gans.Onnx;

/// <content>Reductions over axes; over all of them where none is given.</content>
public static partial class Ops
{
    /// <summary>The sums.</summary>
    public static Tensor Sum(Tensor a, IReadOnlyList<long> axes, bool keepAxes = false) =>
        Traced(a.sum([.. axes], keepAxes), $"Sum({string.Join(',', axes)}; {keepAxes})", [a], Functional.Reduction("ReduceSum", axes, keepAxes));

    /// <summary>The sum of all.</summary>
    public static Tensor Sum(Tensor a) =>
        Traced(a.sum(), "Sum", [a], Functional.Reduction("ReduceSum", [], keep: false));

    /// <summary>The means.</summary>
    public static Tensor Mean(Tensor a, IReadOnlyList<long> axes, bool keepAxes = false) =>
        Traced(a.mean([.. axes], keepAxes), $"Mean({string.Join(',', axes)}; {keepAxes})", [a], Functional.Reduction("ReduceMean", axes, keepAxes));

    /// <summary>The mean of all.</summary>
    public static Tensor Mean(Tensor a) =>
        Traced(a.mean(), "Mean", [a], Functional.Reduction("ReduceMean", [], keep: false));

    /// <summary>The variances: with divisor count - 1, or count where <paramref name="unbiased"/> is false.</summary>
    public static Tensor Variance(Tensor a, IReadOnlyList<long> axes, bool keepAxes = false, bool unbiased = true) =>
        Traced(
            a.var([.. axes], unbiased, keepAxes),
            $"Variance({string.Join(',', axes)}; {keepAxes}, {unbiased})",
            [a],
            call => Functional.Variance(call, axes, keepAxes, unbiased));

    /// <summary>The greatest values.</summary>
    public static Tensor Max(Tensor a, IReadOnlyList<long> axes, bool keepAxes = false) =>
        Traced(a.amax([.. axes], keepAxes), $"Max({string.Join(',', axes)}; {keepAxes})", [a], Functional.Reduction("ReduceMax", axes, keepAxes));

    /// <summary>The least values.</summary>
    public static Tensor Min(Tensor a, IReadOnlyList<long> axes, bool keepAxes = false) =>
        Traced(a.amin([.. axes], keepAxes), $"Min({string.Join(',', axes)}; {keepAxes})", [a], Functional.Reduction("ReduceMin", axes, keepAxes));

    /// <summary>The logarithms of the sums of the exponentials.</summary>
    public static Tensor LogSumExp(Tensor a, long axis, bool keepAxis = false) =>
        Traced(a.logsumexp(axis, keepAxis), $"LogSumExp({axis}; {keepAxis})", [a], Functional.Reduction("ReduceLogSumExp", [axis], keepAxis));

    /// <summary>The Euclidean norms.</summary>
    public static Tensor Norm(Tensor a, IReadOnlyList<long> axes, bool keepAxes = false) =>
        Traced(
            linalg.norm(a, [.. axes], keepAxes),
            $"Norm({string.Join(',', axes)}; {keepAxes})",
            [a],
            Functional.Reduction("ReduceL2", axes, keepAxes));

    /// <summary>The index of the greatest value along an axis: Int64.</summary>
    public static Tensor ArgMax(Tensor a, long axis, bool keepAxis = false) =>
        Traced(a.argmax(axis, keepAxis), $"ArgMax({axis}; {keepAxis})", [a], call => Functional.ArgMax(call, axis, keepAxis));

    /// <summary>The sums of all up to each place of an axis.</summary>
    public static Tensor CumulativeSum(Tensor a, long axis) =>
        Traced(
            a.cumsum(axis),
            $"CumulativeSum({axis})",
            [a],
            call => call.Add("CumSum", [call.Cast(call.Input, call.ResultTypes[0]), call.Number(axis, ScalarType.Int64)]));
}
