using Gans.Torch;

namespace Gans.Training.Onnx.Converters;

/// <summary>aten::select of one index to Gather, version 13, with a number as index, which drops the axis.</summary>
internal sealed class SelectConverter : IOpConverter
{
    public string Operator => "aten::select";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        graph[call.Result] = graph.Add(
            "Gather", [graph[self], graph.Number(call.Dimension("index"), DType.Int64)], OnnxAttribute.Int("axis", self.Axis(call.Int("dim")), standard: 0));
    }
}
