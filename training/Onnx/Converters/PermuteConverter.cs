namespace Gans.Training.Onnx.Converters;

/// <summary>aten::permute to Transpose, version 13.</summary>
internal sealed class PermuteConverter : IOpConverter
{
    public string Operator => "aten::permute";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        long[] order = [.. call.Ints("dims").Select(axis => self.Axis(axis))];
        graph[call.Result] = graph.Add("Transpose", [graph[self]], OnnxAttribute.Ints("perm", order));
    }
}
