namespace Gans.Training.Onnx.Converters;

/// <summary>An operator that can be recorded but not exported, with the remedy.</summary>
/// <param name="op">The ATen operator.</param>
/// <param name="reason">What it does, and what to do instead.</param>
internal sealed class RejectedConverter(string op, string reason) : IOpConverter
{
    public string Operator => op;

    public void Convert(OpCall call, GraphBuilder graph) => throw call.Fail(reason);
}
