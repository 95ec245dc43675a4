namespace Gans.Training.Onnx.Converters;

/// <summary>aten::instance_norm by each image's own statistics to InstanceNormalization, version 6.</summary>
internal sealed class InstanceNormConverter : IOpConverter
{
    public string Operator => "aten::instance_norm";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        call.Require(call.Bool("use_input_stats"), "it normalises by running statistics", "Use batch_norm in inference form.");
        var input = call.Value("input");
        long[] channels = [input.Shape[1].Constant];
        graph[call.Result] = graph.Add(
            "InstanceNormalization",
            [
                graph[input],
                call.ValueOrNull("weight") is { } scale ? graph[scale] : graph.Filled(1, input.Type, channels),
                call.ValueOrNull("bias") is { } shift ? graph[shift] : graph.Filled(0, input.Type, channels),
            ],
            OnnxAttribute.Float("epsilon", call.Float("eps"), standard: 1e-5));
    }
}
