namespace Gans.Training.Onnx.Converters;

/// <summary>aten::dropout, which is the identity in inference: no node.</summary>
internal sealed class DropoutConverter : IOpConverter
{
    public string Operator => "aten::dropout";

    public void Convert(OpCall call, GraphBuilder graph)
    {
        call.Require(!call.Bool("train"), "dropout is active", "Trace the network with Mode.Inference.");
        graph[call.Result] = graph[call.Value("input")];
    }
}
