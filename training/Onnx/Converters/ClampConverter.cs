namespace Gans.Training.Onnx.Converters;

/// <summary>aten::clamp to Clip, version 13.</summary>
internal sealed class ClampConverter : IOpConverter
{
    public string Operator => "aten::clamp";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var type = call.Result.Type;
        var min = call.Has("min") ? graph.Scalar(call.Float("min"), type) : string.Empty;
        var max = call.Has("max") ? graph.Scalar(call.Float("max"), type) : string.Empty;
        graph[call.Result] = graph.Add("Clip", [graph.Cast(call.Value("self"), type), min, max]);
    }
}
