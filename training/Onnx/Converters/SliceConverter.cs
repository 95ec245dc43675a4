namespace Gans.Training.Onnx.Converters;

/// <summary>aten::slice of one axis to Slice, version 13. Both count negative ends from the axis' end.</summary>
internal sealed class SliceConverter : IOpConverter
{
    public string Operator => "aten::slice";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        var start = call.Has("start") ? call.Dimension("start") : 0;
        var end = call.Has("end") ? call.Dimension("end") : long.MaxValue;
        var axis = graph.Integers(self.Axis(call.Int("dim")));
        var step = call.Int("step") == 1 ? string.Empty : graph.Integers(call.Int("step"));
        graph[call.Result] = graph.Add("Slice", [graph[self], graph.Sizes(start), graph.Sizes(end), axis, step]);
    }
}
