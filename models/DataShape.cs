namespace Gans.Models;

/// <summary>What a network has to know of the data.</summary>
/// <param name="Channels">1 (grey) or 3 (RGB).</param>
/// <param name="Height">Pixels.</param>
/// <param name="Width">Pixels.</param>
/// <param name="ClassCount">Number of classes; 0 where images have no labels.</param>
public sealed record DataShape(int Channels, int Height, int Width, int ClassCount = 0)
{
    /// <summary>As people write it: <c>1x28x28</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Channels}x{Height}x{Width}");
}
