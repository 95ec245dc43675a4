namespace Gans.Training.Onnx.Converters;

/// <summary>An operator of one tensor that ONNX has under another name: <c>aten::tanh</c> is Tanh.</summary>
/// <param name="op">The ATen operator.</param>
/// <param name="onnx">The ONNX operator.</param>
internal sealed class UnaryConverter(string op, string onnx) : IOpConverter
{
    public string Operator => op;

    public void Convert(OpCall call, GraphBuilder graph) => graph[call.Result] = graph.Add(onnx, [graph.Cast(call.Value("self"), call.Result.Type)]);
}
