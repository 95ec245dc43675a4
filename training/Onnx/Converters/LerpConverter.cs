namespace Gans.Training.Onnx.Converters;

/// <summary>aten::lerp with one weight: start + weight (end - start), by Sub, Mul and Add, version 14.</summary>
internal sealed class LerpConverter : IOpConverter
{
    public string Operator => "aten::lerp";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var start = graph[call.Value("self")];
        var way = graph.Add("Sub", [graph[call.Value("end")], start]);
        graph[call.Result] = graph.Add("Add", [start, graph.Add("Mul", [way, graph.Operand(call, "weight", call.Result.Type)])]);
    }
}
