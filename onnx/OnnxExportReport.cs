namespace Gans.Onnx;

/// <summary>What an export wrote.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Nodes">Number of the graph's nodes.</param>
/// <param name="StoredTensors">Number of stored tensors: weights and constants.</param>
/// <param name="GreatestDifference">Greatest absolute difference between libtorch and ONNX Runtime over all outputs, relative to max(1, max|output|).</param>
/// <param name="Glue">Functional code that was recognised by value, in the order of the graph; empty for a strict export.</param>
public sealed record OnnxExportReport(string Path, long Bytes, int Nodes, int StoredTensors, double GreatestDifference, IReadOnlyList<RecognizedGlue> Glue);
