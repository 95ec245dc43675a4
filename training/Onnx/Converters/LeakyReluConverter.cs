namespace Gans.Training.Onnx.Converters;

/// <summary>aten::leaky_relu to LeakyRelu, version 16.</summary>
internal sealed class LeakyReluConverter : IOpConverter
{
    public string Operator => "aten::leaky_relu";

    public void Convert(OpCall call, GraphBuilder graph) =>
        graph[call.Result] = graph.Add("LeakyRelu", [graph[call.Value("self")]], OnnxAttribute.Float("alpha", call.Float("negative_slope"), standard: 0.01));
}
