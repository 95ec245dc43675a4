namespace Gans.Training.Onnx.Converters;

/// <summary>aten::index_select to Gather, version 13.</summary>
internal sealed class IndexSelectConverter : IOpConverter
{
    public string Operator => "aten::index_select";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        graph[call.Result] = graph.Add("Gather", [graph[self], graph[call.Value("index")]], OnnxAttribute.Int("axis", self.Axis(call.Int("dim")), standard: 0));
    }
}
