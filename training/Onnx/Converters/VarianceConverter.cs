namespace Gans.Training.Onnx.Converters;

/// <summary>aten::var: the mean square of what is left after the mean, by ReduceSum, version 13, and arithmetic.</summary>
internal sealed class VarianceConverter : IOpConverter
{
    public string Operator => "aten::var";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var type = call.Result.Type;
        var self = graph[call.Value("self")];
        var reduced = ReducedAxes.Of(call);
        var rest = graph.Add("Sub", [self, graph.Mean(self, reduced with { Keep = true }, type)]);
        graph[call.Result] = graph.Mean(graph.Add("Mul", [rest, rest]), reduced, type, lost: call.Bool("unbiased") ? 1 : 0);
    }
}
