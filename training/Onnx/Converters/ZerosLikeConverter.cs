namespace Gans.Training.Onnx.Converters;

/// <summary>aten::zeros_like to a constant, or to Expand, version 13, where the shape follows the batch.</summary>
internal sealed class ZerosLikeConverter : IOpConverter
{
    public string Operator => "aten::zeros_like";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var result = call.Result;
        graph[result] = result.HasFixedShape
            ? graph.Filled(0, result.Type, [.. result.Shape.Select(size => size.Constant)])
            : graph.Add("Expand", [graph.Scalar(0, result.Type), graph.Sizes(result.Shape.AsSpan())]);
    }
}
