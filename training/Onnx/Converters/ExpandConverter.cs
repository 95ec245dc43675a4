namespace Gans.Training.Onnx.Converters;

/// <summary>aten::expand to Expand, version 13. A target of 1 keeps the input's size, so only axes that grow with the batch need its size.</summary>
internal sealed class ExpandConverter : IOpConverter
{
    public string Operator => "aten::expand";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        var result = call.Result;
        if (self.Shape.SequenceEqual(result.Shape))
        {
            graph[result] = graph[self];
            return;
        }

        var added = result.Rank - self.Rank;
        Dimension[] target = [.. result.Shape.Select((size, axis) => axis >= added && self.Shape[axis - added] == size ? 1 : size)];
        graph[result] = graph.Add("Expand", [graph[self], graph.Sizes(target)]);
    }
}
