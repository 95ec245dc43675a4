namespace Gans.Training.Onnx.Converters;

/// <summary>
/// aten::mean to GlobalAveragePool, version 1, over space; else to ReduceSum, version 13, and Div: the older forms, so that
/// checkers which stop before opset 18 read them too.
/// </summary>
internal sealed class MeanConverter : IOpConverter
{
    public string Operator => "aten::mean";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        var reduced = ReducedAxes.Of(call);
        if (self.Rank == 4 && reduced.Axes is [2, 3])
        {
            var pooled = graph.Add("GlobalAveragePool", [graph[self]]);
            graph[call.Result] = reduced.Keep ? pooled : graph.Add("Squeeze", [pooled, graph.Integers(2, 3)]);
            return;
        }

        graph[call.Result] = graph.Mean(graph.Cast(self, call.Result.Type), reduced, call.Result.Type);
    }
}
