namespace Gans.Training.Onnx.Converters;

/// <summary>aten::softplus to Softplus, version 1. libtorch returns x itself above its threshold of 20, where both agree to 2e-9.</summary>
internal sealed class SoftplusConverter : IOpConverter
{
    public string Operator => "aten::softplus";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        call.Require(call.Float("beta") == 1, $"beta is {call.Float("beta")}", "Scale the argument and the result instead.");
        graph[call.Result] = graph.Add("Softplus", [graph[call.Value("self")]]);
    }
}
