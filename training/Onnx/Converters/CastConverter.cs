namespace Gans.Training.Onnx.Converters;

/// <summary>aten::to with an element type to Cast, version 13; to a device, or to the type that it has, no node.</summary>
internal sealed class CastConverter : IOpConverter
{
    public string Operator => "aten::to";

    public void Convert(OpCall call, GraphBuilder graph) => graph[call.Result] = graph.Cast(call.Value("self"), call.Result.Type);
}
