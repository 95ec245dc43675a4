namespace Gans.Training.Onnx.Converters;

/// <summary>aten::avg_pool2d to AveragePool, version 11.</summary>
internal sealed class AveragePool2dConverter : IOpConverter
{
    public string Operator => "aten::avg_pool2d";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        call.Require(!call.Bool("ceil_mode"), "sizes are rounded up", "Pad the input to whole windows.");
        call.Require(!call.Has("divisor_override"), "the divisor is given", "Scale the result instead.");
        var kernel = call.Ints("kernel_size");
        graph[call.Result] = graph.Add(
            "AveragePool",
            [graph[call.Value("self")]],
            OnnxAttribute.Ints("kernel_shape", kernel),
            OnnxAttribute.Ints("strides", call.Ints("stride") is { Length: > 0 } stride ? stride : kernel, standard: 1),
            OnnxAttribute.Ints("pads", [.. call.Ints("padding"), .. call.Ints("padding")], standard: 0),
            OnnxAttribute.Int("count_include_pad", call.Int("count_include_pad"), standard: 0));
    }
}
