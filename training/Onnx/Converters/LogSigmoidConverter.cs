namespace Gans.Training.Onnx.Converters;

/// <summary>aten::log_sigmoid: -softplus(-x), by Softplus, version 1.</summary>
internal sealed class LogSigmoidConverter : IOpConverter
{
    public string Operator => "aten::log_sigmoid";

    public void Convert(OpCall call, GraphBuilder graph) =>
        graph[call.Result] = graph.Add("Neg", [graph.Add("Softplus", [graph.Add("Neg", [graph[call.Value("self")]])])]);
}
