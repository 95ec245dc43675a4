using static TorchSharp.torch;

namespace Gans.Onnx.Recognition;

/// <summary>
/// What functional code computed. It is run again with <see cref="Ops"/> for each run of the network, which records it, and must give the unknown value.
/// </summary>
/// <param name="Text">For people: <c>relu(add(layer1.0.bn2, maxpool))</c>.</param>
/// <param name="Operands">The candidates that it uses.</param>
/// <param name="Compute">The expression over their values, written with <see cref="Ops"/> only, sizes taken from the values' shapes.</param>
internal sealed record GlueExpression(string Text, IReadOnlyList<GlueCandidate> Operands, Func<IReadOnlyList<Tensor>, Tensor> Compute);
