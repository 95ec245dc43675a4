namespace Gans.Formats;

/// <summary>Points of one colour.</summary>
/// <param name="Points">x and y of each, [N, 2]; one that is not finite is not drawn.</param>
/// <param name="Colour">Their colour.</param>
public sealed record ScatterSeries(ReadOnlyMemory<float> Points, PlotColour Colour);
