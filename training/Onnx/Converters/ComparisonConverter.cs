using Gans.Torch;

namespace Gans.Training.Onnx.Converters;

/// <summary>Comparisons of two tensors, or of a tensor and a number: bool results.</summary>
/// <param name="op">The ATen operator.</param>
/// <param name="onnx">The ONNX operator: Equal, Greater, Less (version 13), GreaterOrEqual, LessOrEqual (16).</param>
internal sealed class ComparisonConverter(string op, string onnx) : IOpConverter
{
    public string Operator => op;

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        var other = call.ValueOrNull("other");
        var type = other is not null ? OnnxTypes.Promote(self.Type, other.Type) : self.Type.IsFloatingPoint() ? self.Type : DType.Float32;
        if (type is DType.Bool or DType.UInt8)
        {
            type = DType.Int32;   // ONNX Runtime compares no narrower ones
        }

        graph[call.Result] = graph.Add(onnx, [graph.Cast(self, type), graph.Operand(call, "other", type)]);
    }
}
