namespace Gans.Training.Onnx.Converters;

/// <summary>aten::squeeze of one axis to Squeeze, version 13; no node where the axis has another size than 1.</summary>
internal sealed class SqueezeConverter : IOpConverter
{
    public string Operator => "aten::squeeze";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        graph[call.Result] = self.Rank == call.Result.Rank
            ? graph[self]
            : graph.Add("Squeeze", [graph[self], graph.Integers(self.Axis(call.Int("dim")))]);
    }
}
