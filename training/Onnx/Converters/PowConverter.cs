namespace Gans.Training.Onnx.Converters;

/// <summary>aten::pow with a number as exponent to Pow, version 15.</summary>
internal sealed class PowConverter : IOpConverter
{
    public string Operator => "aten::pow";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var type = call.Result.Type;
        graph[call.Result] = graph.Add("Pow", [graph.Cast(call.Value("self"), type), graph.Operand(call, "exponent", type)]);
    }
}
