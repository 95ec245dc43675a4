using Gans.Torch;

namespace Gans.Training.Onnx;

/// <summary>The pass that is exported, in inference mode.</summary>
/// <param name="inputs">The graph's inputs, in the order in which they were given.</param>
/// <returns>The outputs with their names in the file: <c>images</c>; <c>features</c> and <c>logits</c> for an extractor.</returns>
public delegate IReadOnlyList<(string Name, Tensor Value)> ForwardPass(IReadOnlyList<Tensor> inputs);
