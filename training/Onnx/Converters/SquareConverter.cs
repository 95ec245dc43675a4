namespace Gans.Training.Onnx.Converters;

/// <summary>aten::square to Mul, version 14.</summary>
internal sealed class SquareConverter : IOpConverter
{
    public string Operator => "aten::square";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = graph[call.Value("self")];
        graph[call.Result] = graph.Add("Mul", [self, self]);
    }
}
