using Gans.Torch;

namespace Gans.Training.Onnx.Converters;

/// <summary>aten::where to Where, version 16.</summary>
internal sealed class WhereConverter : IOpConverter
{
    public string Operator => "aten::where";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var type = call.Result.Type;
        var condition = graph.Cast(call.Value("condition"), DType.Bool);
        graph[call.Result] = graph.Add("Where", [condition, graph.Operand(call, "self", type), graph.Operand(call, "other", type)]);
    }
}
