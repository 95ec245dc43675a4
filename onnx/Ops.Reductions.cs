using static TorchSharp.torch;

namespace Gans.Onnx;

/// <content>Reductions over axes; over all of them where none is given.</content>
public static partial class Ops
{
    /// <summary>The sums.</summary>
    public static Tensor Sum(Tensor a, IReadOnlyList<long> axes, bool keepAxes = false) => a.sum([.. axes], keepAxes);

    /// <summary>The sum of all.</summary>
    public static Tensor Sum(Tensor a) => a.sum();

    /// <summary>The means.</summary>
    public static Tensor Mean(Tensor a, IReadOnlyList<long> axes, bool keepAxes = false) => a.mean([.. axes], keepAxes);

    /// <summary>The mean of all.</summary>
    public static Tensor Mean(Tensor a) => a.mean();

    /// <summary>The variances: with divisor count - 1, or count where <paramref name="unbiased"/> is false.</summary>
    public static Tensor Variance(Tensor a, IReadOnlyList<long> axes, bool keepAxes = false, bool unbiased = true) => a.var([.. axes], unbiased, keepAxes);

    /// <summary>The greatest values.</summary>
    public static Tensor Max(Tensor a, IReadOnlyList<long> axes, bool keepAxes = false) => a.amax([.. axes], keepAxes);

    /// <summary>The least values.</summary>
    public static Tensor Min(Tensor a, IReadOnlyList<long> axes, bool keepAxes = false) => a.amin([.. axes], keepAxes);

    /// <summary>The logarithms of the sums of the exponentials.</summary>
    public static Tensor LogSumExp(Tensor a, long axis, bool keepAxis = false) => a.logsumexp(axis, keepAxis);

    /// <summary>The Euclidean norms.</summary>
    public static Tensor Norm(Tensor a, IReadOnlyList<long> axes, bool keepAxes = false) => linalg.vector_norm(a, 2, [.. axes], keepAxes);

    /// <summary>The index of the greatest value along an axis: Int64.</summary>
    public static Tensor ArgMax(Tensor a, long axis, bool keepAxis = false) => a.argmax(axis, keepAxis);

    /// <summary>The sums of all up to each place of an axis.</summary>
    public static Tensor CumulativeSum(Tensor a, long axis) => a.cumsum(axis);
}
