using Gans.Torch;

namespace Gans.Training.Onnx.Converters;

/// <summary>aten::isfinite: |x| below infinity, which no NaN is, by Abs and Less, version 13.</summary>
internal sealed class IsFiniteConverter : IOpConverter
{
    public string Operator => "aten::isfinite";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        var type = self.Type.IsFloatingPoint() ? self.Type : DType.Float32;
        graph[call.Result] = graph.Add("Less", [graph.Add("Abs", [graph.Cast(self, type)]), graph.Scalar(double.PositiveInfinity, type)]);
    }
}
