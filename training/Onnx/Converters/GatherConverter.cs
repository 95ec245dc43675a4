namespace Gans.Training.Onnx.Converters;

/// <summary>aten::gather to GatherElements, version 13.</summary>
internal sealed class GatherConverter : IOpConverter
{
    public string Operator => "aten::gather";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        graph[call.Result] = graph.Add(
            "GatherElements", [graph[self], graph[call.Value("index")]], OnnxAttribute.Int("axis", self.Axis(call.Int("dim")), standard: 0));
    }
}
