namespace Gans.Training.Onnx.Converters;

/// <summary>aten::adaptive_avg_pool2d to GlobalAveragePool, version 1, or, where the windows are equal, to AveragePool, version 11.</summary>
internal sealed class AdaptiveAveragePool2dConverter : IOpConverter
{
    public string Operator => "aten::adaptive_avg_pool2d";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        var size = call.Ints("output_size");
        if (size.All(extent => extent == 1))
        {
            graph[call.Result] = graph.Add("GlobalAveragePool", [graph[self]]);
            return;
        }

        long[] input = [.. self.Shape[^2..].Select(extent => extent.Constant)];
        long[] window = [input[0] / size[0], input[1] / size[1]];
        call.Require(
            window[0] * size[0] == input[0] && window[1] * size[1] == input[1],
            $"{input[0]}x{input[1]} is pooled to {size[0]}x{size[1]} by unequal windows",
            "Choose a size that divides the input's.");
        graph[call.Result] = graph.Add(
            "AveragePool", [graph[self]], OnnxAttribute.Ints("kernel_shape", window), OnnxAttribute.Ints("strides", window, standard: 1));
    }
}
