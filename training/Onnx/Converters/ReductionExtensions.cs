using Gans.Torch;

namespace Gans.Training.Onnx.Converters;

/// <summary>Reductions that several converters write.</summary>
internal static class ReductionExtensions
{
    /// <summary>A reduction whose axes are an input: ReduceSum from version 13, the others from 18.</summary>
    public static string Reduce(this GraphBuilder graph, string op, string input, ReducedAxes reduced) => graph.Add(
        op, [input, reduced.All ? string.Empty : graph.Integers(reduced.Axes)], OnnxAttribute.Int("keepdims", reduced.Keep ? 1 : 0, standard: 1));

    /// <summary>The sum over the count, less the degrees of freedom that are lost.</summary>
    public static string Mean(this GraphBuilder graph, string input, ReducedAxes reduced, DType type, long lost = 0) => graph.Add(
        "Div", [graph.Reduce("ReduceSum", input, reduced), graph.Number(reduced.Count with { Constant = reduced.Count.Constant - lost }, type)]);
}
