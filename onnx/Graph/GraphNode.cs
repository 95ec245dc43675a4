namespace Gans.Onnx.Graph;

/// <summary>A node before it is written: its values are objects, so that an output can still give its name to a result.</summary>
internal sealed record GraphNode(
    string Op, string Name, IReadOnlyList<OnnxValue?> Inputs, IReadOnlyList<OnnxValue> Outputs, IReadOnlyList<OnnxAttribute> Attributes);
