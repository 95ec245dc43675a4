namespace Gans.Training.Export;

/// <summary>What an export wrote.</summary>
/// <param name="Path">The file.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Steps">Updates that the weights have seen.</param>
/// <param name="Parameters">Number of values in the network.</param>
/// <param name="MaxDifference">Greatest absolute difference between <see cref="Peer"/> and the file in ONNX Runtime.</param>
/// <param name="Bytes">Size of the file.</param>
public sealed record ExportResult(string Path, string Model, long Steps, long Parameters, double MaxDifference, long Bytes)
{
    /// <summary>What the file was compared with.</summary>
    public string Peer { get; init; } = "libtorch";

    /// <summary>What else is to be said, a clause; null for nothing.</summary>
    public string? Remark { get; init; }
}
