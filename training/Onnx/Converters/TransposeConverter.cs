namespace Gans.Training.Onnx.Converters;

/// <summary>aten::transpose of two axes to Transpose, version 13.</summary>
internal sealed class TransposeConverter : IOpConverter
{
    public string Operator => "aten::transpose";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        long[] order = [.. Enumerable.Range(0, self.Rank)];
        var (first, second) = (self.Axis(call.Int("dim0")), self.Axis(call.Int("dim1")));
        (order[first], order[second]) = (order[second], order[first]);
        graph[call.Result] = graph.Add("Transpose", [graph[self]], OnnxAttribute.Ints("perm", order));
    }
}
