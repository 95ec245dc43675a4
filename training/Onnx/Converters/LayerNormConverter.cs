namespace Gans.Training.Onnx.Converters;

/// <summary>aten::layer_norm to LayerNormalization, version 17.</summary>
internal sealed class LayerNormConverter : IOpConverter
{
    public string Operator => "aten::layer_norm";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var input = call.Value("input");
        var normalized = call.Ints("normalized_shape");
        graph[call.Result] = graph.Add(
            "LayerNormalization",
            [
                graph[input],
                call.ValueOrNull("weight") is { } scale ? graph[scale] : graph.Filled(1, input.Type, normalized.AsSpan()),
                call.ValueOrNull("bias") is { } shift ? graph[shift] : string.Empty,
            ],
            OnnxAttribute.Int("axis", -normalized.Length, standard: -1),
            OnnxAttribute.Float("epsilon", call.Float("eps"), standard: 1e-5));
    }
}
