namespace Gans.Training.Onnx.Converters;

/// <summary>Sums, extrema and log-sum-exp along axes to ReduceSum, version 13, or ReduceMax, ReduceMin and ReduceLogSumExp, version 18.</summary>
/// <param name="op">The ATen operator.</param>
/// <param name="onnx">The ONNX operator.</param>
internal sealed class ReductionConverter(string op, string onnx) : IOpConverter
{
    public string Operator => op;

    public void Convert(OpCall call, GraphBuilder graph) =>
        graph[call.Result] = graph.Reduce(onnx, graph.Cast(call.Value("self"), call.Result.Type), ReducedAxes.Of(call));
}
