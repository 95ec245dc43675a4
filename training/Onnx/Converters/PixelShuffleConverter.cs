namespace Gans.Training.Onnx.Converters;

/// <summary>aten::pixel_shuffle to DepthToSpace, version 13, channels outermost (CRD).</summary>
internal sealed class PixelShuffleConverter : IOpConverter
{
    public string Operator => "aten::pixel_shuffle";

    public void Convert(OpCall call, GraphBuilder graph) =>
        graph[call.Result] = graph.Add(
            "DepthToSpace", [graph[call.Value("self")]], OnnxAttribute.Int("blocksize", call.Int("upscale_factor")), OnnxAttribute.Text("mode", "CRD"));
}
