namespace Gans.Training.Onnx.Converters;

/// <summary>aten::arange up to a number that follows the batch to Range, version 11; up to a fixed one it has become a constant.</summary>
internal sealed class RangeConverter : IOpConverter
{
    public string Operator => "aten::arange";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var type = call.Result.Type;
        var start = graph.Number(call.Dimension("start"), type);
        var end = graph.Number(call.Dimension("end"), type);
        graph[call.Result] = graph.Add("Range", [start, end, graph.Scalar(1, type)]);
    }
}
