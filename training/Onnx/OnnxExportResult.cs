namespace Gans.Training.Onnx;

/// <summary>What an export wrote.</summary>
/// <param name="Path">The file.</param>
/// <param name="MaxDifference">Greatest absolute difference between libtorch and ONNX Runtime over all outputs of the network.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Nodes">Number of nodes of the graph.</param>
/// <param name="Initializers">Number of stored tensors.</param>
public sealed record OnnxExportResult(string Path, double MaxDifference, long Bytes, int Nodes, int Initializers);
