namespace Gans.Training.Onnx.Converters;

/// <summary>aten::matmul and aten::bmm to MatMul, version 13.</summary>
/// <param name="op">The ATen operator.</param>
/// <param name="right">Its name for the second matrix.</param>
internal sealed class MatMulConverter(string op, string right) : IOpConverter
{
    public string Operator => op;

    public void Convert(OpCall call, GraphBuilder graph) => graph[call.Result] = graph.Add("MatMul", [graph[call.Value("self")], graph[call.Value(right)]]);
}
