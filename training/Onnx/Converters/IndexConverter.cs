using Gans.Torch;

namespace Gans.Training.Onnx.Converters;

/// <summary>aten::index by integers: along one axis to Gather, by several outermost axes to GatherND, both version 13.</summary>
internal sealed class IndexConverter : IOpConverter
{
    public string Operator => "aten::index";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        var indices = call.Values("indices");
        GraphValue[] given = [.. indices.OfType<GraphValue>()];
        call.Require(given.All(index => index.Type == DType.Int64), "an index is a mask", "Use Tensor.Where, which keeps the shape.");
        if (given.Length == 1)
        {
            graph[call.Result] = graph.Add("Gather", [graph[self], graph[given[0]]], OnnxAttribute.Int("axis", indices.IndexOf(given[0]), standard: 0));
            return;
        }

        var outermost = indices.Take(given.Length).All(index => index is not null);
        call.Require(outermost, "an axis is left out before an index", "Index the outermost axes, or permute first.");
        var shape = call.Result.Shape[..^(self.Rank - given.Length)];
        string[] coordinates = [.. given.Select(index => graph.Add("Unsqueeze", [Broadcast(index, shape.AsSpan(), graph), graph.Integers(-1)]))];
        graph[call.Result] = graph.Add("GatherND", [graph[self], graph.Add("Concat", coordinates, OnnxAttribute.Int("axis", -1))]);
    }

    private static string Broadcast(GraphValue index, ReadOnlySpan<Dimension> shape, GraphBuilder graph) =>
        index.Shape.AsSpan().SequenceEqual(shape) ? graph[index] : graph.Add("Expand", [graph[index], graph.Sizes(shape)]);
}
