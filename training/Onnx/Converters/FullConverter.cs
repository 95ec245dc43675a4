namespace Gans.Training.Onnx.Converters;

/// <summary>aten::full of a shape that follows the batch to Expand, version 13; of a fixed one it has become a constant.</summary>
internal sealed class FullConverter : IOpConverter
{
    public string Operator => "aten::full";

    public void Convert(OpCall call, GraphBuilder graph) =>
        graph[call.Result] = graph.Add("Expand", [graph.Scalar(call.Float("fill_value"), call.Result.Type), graph.Sizes(call.Result.Shape.AsSpan())]);
}
