namespace Gans.Training.Onnx.Converters;

/// <summary>aten::argmax to ArgMax, version 13.</summary>
internal sealed class ArgMaxConverter : IOpConverter
{
    public string Operator => "aten::argmax";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        call.Require(call.Has("dim"), "no axis is given", "Flatten, and give axis 0.");
        graph[call.Result] = graph.Add(
            "ArgMax",
            [graph[call.Value("self")]],
            OnnxAttribute.Int("axis", call.Int("dim"), standard: 0),
            OnnxAttribute.Int("keepdims", call.Int("keepdim"), standard: 1));
    }
}
