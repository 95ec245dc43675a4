namespace Gans.Training.Onnx.Converters;

/// <summary>An operator that changes memory layout, device, graph or ownership, but no value: no node.</summary>
/// <param name="op">The ATen operator.</param>
internal sealed class IdentityConverter(string op) : IOpConverter
{
    public string Operator => op;

    public void Convert(OpCall call, GraphBuilder graph) => graph[call.Result] = graph[call.Value("self")];
}
