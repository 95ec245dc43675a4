namespace Gans.Training.Onnx.Converters;

/// <summary>aten::conv2d to Conv, version 11.</summary>
internal sealed class Conv2dConverter : IOpConverter
{
    public string Operator => "aten::conv2d";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var weight = call.Value("weight");
        var bias = call.ValueOrNull("bias");
        graph[call.Result] = graph.Add(
            "Conv",
            [graph[call.Value("input")], graph[weight], bias is null ? string.Empty : graph[bias]],
            OnnxAttribute.Ints("kernel_shape", [.. weight.Shape[2..].Select(size => size.Constant)]),
            OnnxAttribute.Ints("strides", call.Ints("stride"), standard: 1),
            OnnxAttribute.Ints("pads", [.. call.Ints("padding"), .. call.Ints("padding")], standard: 0),
            OnnxAttribute.Ints("dilations", call.Ints("dilation"), standard: 1),
            OnnxAttribute.Int("group", call.Int("groups"), standard: 1));
    }
}
