namespace Gans.Training.Onnx.Converters;

/// <summary>aten::split to Split, version 18, with the sizes written out.</summary>
internal sealed class SplitConverter : IOpConverter
{
    public string Operator => "aten::split";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        var axis = self.Axis(call.Int("dim"));
        GraphValue[] results = [.. call.Results.OfType<GraphValue>()];
        Dimension[] sizes = [.. results.Select(part => part.Shape[axis])];
        var parts = graph.AddMany("Split", [graph[self], graph.Sizes(sizes)], results.Length, OnnxAttribute.Int("axis", axis, standard: 0));
        foreach (var (result, part) in results.Zip(parts))
        {
            graph[result] = part;
        }
    }
}
