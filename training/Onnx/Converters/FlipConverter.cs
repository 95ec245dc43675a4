namespace Gans.Training.Onnx.Converters;

/// <summary>aten::flip to Slice, version 13, with steps of -1.</summary>
internal sealed class FlipConverter : IOpConverter
{
    public string Operator => "aten::flip";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        long[] axes = [.. call.Ints("dims").Select(axis => self.Axis(axis))];
        var backwards = graph.Integers(All(-1));
        graph[call.Result] = graph.Add("Slice", [graph[self], backwards, graph.Integers(All(long.MinValue)), graph.Integers(axes), backwards]);

        long[] All(long value) => [.. Enumerable.Repeat(value, axes.Length)];
    }
}
