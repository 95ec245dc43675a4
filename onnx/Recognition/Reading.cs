namespace Gans.Onnx.Recognition;

/// <summary>Reads one element of a term.</summary>
/// <param name="run">The run of the network.</param>
/// <param name="place">An index for each axis.</param>
internal delegate double Reading(int run, ReadOnlySpan<long> place);
