namespace Gans.Formats;

/// <summary>A colour of points in a plot.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
public readonly record struct PlotColour(byte Red, byte Green, byte Blue)
{
    /// <summary>Of real samples.</summary>
    public static PlotColour Real { get; } = new(220, 40, 40);

    /// <summary>Of generated samples.</summary>
    public static PlotColour Generated { get; } = new(40, 80, 220);
}
