namespace Gans.Training.Onnx.Converters;

/// <summary>aten::prelu to PRelu, version 16.</summary>
internal sealed class PReluConverter : IOpConverter
{
    public string Operator => "aten::prelu";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        var slopes = call.Value("weight");
        var channels = slopes.Shape[0];
        call.Require(channels.IsConstant, "the number of slopes follows the batch", "Give one a channel.");

        // Slopes lie along axis 1, but broadcast from the innermost axis.
        var aligned = self.Rank > 2
            ? graph.Add("Reshape", [graph[slopes], graph.Integers([channels.Constant, .. Enumerable.Repeat(1L, self.Rank - 2)])])
            : graph[slopes];
        graph[call.Result] = graph.Add("PRelu", [graph[self], aligned]);
    }
}
