namespace Gans.Training.Onnx.Converters;

/// <summary>aten::repeat to Tile, version 13, after Unsqueeze where axes are added.</summary>
internal sealed class RepeatConverter : IOpConverter
{
    public string Operator => "aten::repeat";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        var times = call.Dimensions("repeats");
        long[] added = [.. Enumerable.Range(0, times.Length - self.Rank)];
        var input = added.Length == 0 ? graph[self] : graph.Add("Unsqueeze", [graph[self], graph.Integers(added)]);
        graph[call.Result] = graph.Add("Tile", [input, graph.Sizes(times.AsSpan())]);
    }
}
