namespace Gans.Training.Onnx.Converters;

/// <summary>aten::embedding to Gather, version 13, over the rows of the table.</summary>
internal sealed class EmbeddingConverter : IOpConverter
{
    public string Operator => "aten::embedding";

    public void Convert(OpCall call, GraphBuilder graph) =>
        graph[call.Result] = graph.Add("Gather", [graph[call.Value("weight")], graph[call.Value("indices")]]);
}
