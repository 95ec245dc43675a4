using Gans.Formats;

namespace Gans.Onnx.Adoption;

/// <summary>What an adoption wrote.</summary>
/// <param name="Path">The file.</param>
/// <param name="Card">What it says of itself.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="GreatestDifference">Greatest difference from the foreign file's own results, relative to max(1, max|result|).</param>
/// <param name="Remarks">What was changed or taken for granted, a clause each.</param>
public sealed record AdoptionReport(string Path, ModelCard Card, long Bytes, double GreatestDifference, IReadOnlyList<string> Remarks);
