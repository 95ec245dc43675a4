using Gans.Torch.Door;

namespace Gans.Torch;

public sealed partial class Tensor
{
    private static readonly Operator SumOperator = new("sum");
    private static readonly Operator SumAxesOperator = new("sum", "dim_IntList");
    private static readonly Operator MeanOperator = new("mean");
    private static readonly Operator MeanAxesOperator = new("mean", "dim");
    private static readonly Operator VarianceOperator = new("var", "dim");
    private static readonly Operator AmaxOperator = new("amax");
    private static readonly Operator AminOperator = new("amin");
    private static readonly Operator ArgmaxOperator = new("argmax");
    private static readonly Operator LogSumExpOperator = new("logsumexp");
    private static readonly Operator NormOperator = new("linalg_vector_norm");
    private static readonly Operator AllOperator = new("all");
    private static readonly Operator CumulativeSumOperator = new("cumsum");

    /// <summary>The sum of all elements, a scalar.</summary>
    public Tensor Sum() => SumOperator.Call(this, Argument.None);

    /// <summary>The sum along axes.</summary>
    /// <param name="axes">Which; negative ones count from the innermost.</param>
    /// <param name="keepAxes">Whether the axes stay, with size 1.</param>
    public Tensor Sum(ReadOnlySpan<long> axes, bool keepAxes = false) => SumAxesOperator.Call(this, axes.ToArray(), keepAxes);

    /// <summary>Sum over all axes but the outermost: [N, ...] to [N]; N samples, each with at least one axis.</summary>
    public Tensor SumOfEach() => Sum([.. Enumerable.Range(1, Rank - 1).Select(axis => (long)axis)]);

    /// <summary>The mean of all elements, a scalar.</summary>
    public Tensor Mean() => MeanOperator.Call(this, Argument.None);

    /// <summary>The mean along axes.</summary>
    /// <param name="axes">Which; negative ones count from the innermost.</param>
    /// <param name="keepAxes">Whether the axes stay, with size 1.</param>
    public Tensor Mean(ReadOnlySpan<long> axes, bool keepAxes = false) => MeanAxesOperator.Call(this, axes.ToArray(), keepAxes);

    /// <summary>The variance along axes.</summary>
    /// <param name="axes">Which; negative ones count from the innermost.</param>
    /// <param name="unbiased">Divide by n - 1, not n.</param>
    /// <param name="keepAxes">Whether the axes stay, with size 1.</param>
    public Tensor Variance(ReadOnlySpan<long> axes, bool unbiased, bool keepAxes = false) => VarianceOperator.Call(this, axes.ToArray(), unbiased, keepAxes);

    /// <summary>The greatest element along axes.</summary>
    /// <param name="axes">Which; none for all.</param>
    /// <param name="keepAxes">Whether the axes stay, with size 1.</param>
    public Tensor Max(ReadOnlySpan<long> axes, bool keepAxes = false) => AmaxOperator.Call(this, axes.ToArray(), keepAxes);

    /// <summary>The least element along axes.</summary>
    /// <param name="axes">Which; none for all.</param>
    /// <param name="keepAxes">Whether the axes stay, with size 1.</param>
    public Tensor Min(ReadOnlySpan<long> axes, bool keepAxes = false) => AminOperator.Call(this, axes.ToArray(), keepAxes);

    /// <summary>Index of the greatest element along an axis: Int64.</summary>
    /// <param name="axis">The axis.</param>
    public Tensor ArgMax(int axis) => ArgmaxOperator.Call(this, axis);

    /// <summary>log of the sum of e^x along axes, computed without overflow.</summary>
    /// <param name="axes">Which.</param>
    /// <param name="keepAxes">Whether the axes stay, with size 1.</param>
    public Tensor LogSumExp(ReadOnlySpan<long> axes, bool keepAxes = false) => LogSumExpOperator.Call(this, axes.ToArray(), keepAxes);

    /// <summary>The Euclidean norm along axes.</summary>
    /// <param name="axes">Which.</param>
    /// <param name="keepAxes">Whether the axes stay, with size 1.</param>
    public Tensor Norm(ReadOnlySpan<long> axes, bool keepAxes = false) => NormOperator.Call(this, 2.0, axes.ToArray(), keepAxes);

    /// <summary>Whether all elements are true: Bool, a scalar.</summary>
    public Tensor All() => AllOperator.Call(this);

    /// <summary>Running sums along an axis.</summary>
    /// <param name="axis">The axis.</param>
    public Tensor CumulativeSum(int axis) => CumulativeSumOperator.Call(this, axis);
}
