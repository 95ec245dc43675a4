namespace Gans.Training.Onnx.Converters;

/// <summary>aten::stack to Unsqueeze and Concat, version 13.</summary>
internal sealed class StackConverter : IOpConverter
{
    public string Operator => "aten::stack";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var axis = call.Result.Axis(call.Int("dim"));
        string[] parts = [.. call.Values("tensors").Select(part => graph.Add("Unsqueeze", [graph.Cast(part!, call.Result.Type), graph.Integers(axis)]))];
        graph[call.Result] = graph.Add("Concat", parts, OnnxAttribute.Int("axis", axis));
    }
}
