using static TorchSharp.torch;

namespace Gans.Onnx;

/// <summary>The pass that is exported, in inference mode: from the file's inputs, in the order in which they were given, to its named outputs.</summary>
/// <param name="inputs">The inputs' values.</param>
/// <returns>The outputs, with their names in the file, in the file's order.</returns>
public delegate IReadOnlyList<(string Name, Tensor Value)> OnnxPass(IReadOnlyList<Tensor> inputs);
