namespace Gans.Training.Onnx.Converters;

/// <summary>aten::linalg_vector_norm of order 2: the root of the sum of squares, by ReduceSum, version 13.</summary>
internal sealed class NormConverter : IOpConverter
{
    public string Operator => "aten::linalg_vector_norm";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        call.Require(call.Float("ord") == 2, $"its order is {call.Float("ord")}", "Write it with powers and sums.");
        var self = graph[call.Value("self")];
        graph[call.Result] = graph.Add("Sqrt", [graph.Reduce("ReduceSum", graph.Add("Mul", [self, self]), ReducedAxes.Of(call))]);
    }
}
