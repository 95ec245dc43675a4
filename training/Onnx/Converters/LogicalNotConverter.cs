using Gans.Torch;

namespace Gans.Training.Onnx.Converters;

/// <summary>aten::logical_not to Not, version 1.</summary>
internal sealed class LogicalNotConverter : IOpConverter
{
    public string Operator => "aten::logical_not";

    public void Convert(OpCall call, GraphBuilder graph) => graph[call.Result] = graph.Add("Not", [graph.Cast(call.Value("self"), DType.Bool)]);
}
