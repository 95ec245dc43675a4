namespace Gans.Training.Export;

/// <summary>What an export wrote.</summary>
/// <param name="Path">The file.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Steps">Updates that the weights have seen.</param>
/// <param name="Parameters">Number of values in the network.</param>
/// <param name="MaxDifference">Greatest absolute difference between libtorch and ONNX Runtime.</param>
/// <param name="Bytes">Size of the file.</param>
public sealed record ExportResult(string Path, string Model, long Steps, long Parameters, double MaxDifference, long Bytes);
