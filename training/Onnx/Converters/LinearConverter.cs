namespace Gans.Training.Onnx.Converters;

/// <summary>aten::linear to Gemm, version 13, for matrices; else to MatMul, version 13, and Add.</summary>
internal sealed class LinearConverter : IOpConverter
{
    public string Operator => "aten::linear";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var input = call.Value("input");
        var weight = call.Value("weight");
        var bias = call.ValueOrNull("bias");
        if (input.Rank == 2)
        {
            graph[call.Result] = graph.Add("Gemm", [graph[input], graph[weight], bias is null ? string.Empty : graph[bias]], OnnxAttribute.Int("transB", 1));
            return;
        }

        var product = graph.Add("MatMul", [graph[input], graph.Transposed(weight)]);
        graph[call.Result] = bias is null ? product : graph.Add("Add", [product, graph[bias]]);
    }
}
