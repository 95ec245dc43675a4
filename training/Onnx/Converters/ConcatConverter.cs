namespace Gans.Training.Onnx.Converters;

/// <summary>aten::cat to Concat, version 13.</summary>
internal sealed class ConcatConverter : IOpConverter
{
    public string Operator => "aten::cat";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        string[] parts = [.. call.Values("tensors").Select(part => graph.Cast(part!, call.Result.Type))];
        graph[call.Result] = graph.Add("Concat", parts, OnnxAttribute.Int("axis", call.Int("dim")));
    }
}
