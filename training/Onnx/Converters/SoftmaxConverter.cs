namespace Gans.Training.Onnx.Converters;

/// <summary>aten::softmax and aten::log_softmax to Softmax and LogSoftmax, version 13.</summary>
/// <param name="op">The ATen operator.</param>
/// <param name="onnx">The ONNX operator.</param>
internal sealed class SoftmaxConverter(string op, string onnx) : IOpConverter
{
    public string Operator => op;

    public void Convert(OpCall call, GraphBuilder graph) =>
        graph[call.Result] = graph.Add(onnx, [graph.Cast(call.Value("self"), call.Result.Type)], OnnxAttribute.Int("axis", call.Int("dim"), standard: -1));
}
