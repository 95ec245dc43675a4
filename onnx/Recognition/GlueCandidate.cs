using static TorchSharp.torch;

namespace Gans.Onnx.Recognition;

/// <summary>A value that functional code may have used.</summary>
/// <param name="Name">What a person would call it: the module's path, an input's name, a parameter's path.</param>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Values">Its values in each run, in the order of the question's: copies that nobody else changes, nor may the recognizer.</param>
internal sealed record GlueCandidate(string Name, GlueCandidateKind Kind, IReadOnlyList<Tensor> Values);
