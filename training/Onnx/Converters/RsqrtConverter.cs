namespace Gans.Training.Onnx.Converters;

/// <summary>aten::rsqrt to Sqrt and Reciprocal, version 13.</summary>
internal sealed class RsqrtConverter : IOpConverter
{
    public string Operator => "aten::rsqrt";

    public void Convert(OpCall call, GraphBuilder graph) =>
        graph[call.Result] = graph.Add("Reciprocal", [graph.Add("Sqrt", [graph.Cast(call.Value("self"), call.Result.Type)])]);
}
