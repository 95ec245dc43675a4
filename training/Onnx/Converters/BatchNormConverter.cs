namespace Gans.Training.Onnx.Converters;

/// <summary>aten::batch_norm in inference form to BatchNormalization, version 15. Its momentum matters only in training.</summary>
internal sealed class BatchNormConverter : IOpConverter
{
    public string Operator => "aten::batch_norm";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        call.Require(!call.Bool("training"), "it normalises by the batch's own statistics", "Trace the network with Mode.Inference.");
        var input = call.Value("input");
        long[] channels = [input.Shape[1].Constant];
        graph[call.Result] = graph.Add(
            "BatchNormalization",
            [
                graph[input],
                call.ValueOrNull("weight") is { } scale ? graph[scale] : graph.Filled(1, input.Type, channels),
                call.ValueOrNull("bias") is { } shift ? graph[shift] : graph.Filled(0, input.Type, channels),
                graph[call.Value("running_mean")],
                graph[call.Value("running_var")],
            ],
            OnnxAttribute.Float("epsilon", call.Float("eps"), standard: 1e-5));
    }
}
