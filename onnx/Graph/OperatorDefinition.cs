namespace Gans.Onnx.Graph;

/// <summary>What the standard says of one operator: the parts that are checked here.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Since">The version of the operator set that defines it as it is used here; not above the exporter's.</param>
/// <param name="Inputs">Least and greatest number of inputs.</param>
/// <param name="Outputs">Greatest number of results.</param>
/// <param name="Takes">Which element types its first input may have.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Infer">Types and shapes of its results; refuses inputs that do not fit.</param>
internal sealed record OperatorDefinition(
    string Name,
    int Since,
    (int Least, int Most) Inputs,
    int Outputs,
    TypeFamily Takes,
    IReadOnlyList<AttributeDefinition> Attributes,
    Func<NodeView, IReadOnlyList<ValueInfo>> Infer);
