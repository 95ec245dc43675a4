namespace Gans.Training.Onnx.Converters;

/// <summary>aten::unsqueeze to Unsqueeze, version 13.</summary>
internal sealed class UnsqueezeConverter : IOpConverter
{
    public string Operator => "aten::unsqueeze";

    public void Convert(OpCall call, GraphBuilder graph) =>
        graph[call.Result] = graph.Add("Unsqueeze", [graph[call.Value("self")], graph.Integers(call.Result.Axis(call.Int("dim")))]);
}
