namespace Gans.Onnx;

/// <summary>A piece of functional code between modules that was recognised by value.</summary>
/// <param name="Module">Path of the module whose code it is; empty for the root.</param>
/// <param name="Expression">What it computes, such as <c>relu(add(layer1.0.bn2, maxpool))</c>.</param>
/// <param name="Shape">The result's shape, such as <c>[N, 64, 16, 16]</c>.</param>
public sealed record RecognizedGlue(string Module, string Expression, string Shape);
