namespace Gans.Training.Onnx.Converters;

/// <summary>aten::max_pool2d to MaxPool, version 12.</summary>
internal sealed class MaxPool2dConverter : IOpConverter
{
    public string Operator => "aten::max_pool2d";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var kernel = call.Ints("kernel_size");
        graph[call.Result] = graph.Add(
            "MaxPool",
            [graph[call.Value("self")]],
            OnnxAttribute.Ints("kernel_shape", kernel),
            OnnxAttribute.Ints("strides", call.Ints("stride") is { Length: > 0 } stride ? stride : kernel, standard: 1),
            OnnxAttribute.Ints("pads", [.. call.Ints("padding"), .. call.Ints("padding")], standard: 0),
            OnnxAttribute.Ints("dilations", call.Ints("dilation"), standard: 1),
            OnnxAttribute.Int("ceil_mode", call.Bool("ceil_mode") ? 1 : 0, standard: 0));
    }
}
