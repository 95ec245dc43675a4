namespace Gans.Models;

/// <summary>What a network has to know of the data: images, or vectors, which are images of one pixel without the axes of the plane.</summary>
/// <param name="Channels">1 (grey) or 3 (RGB); of vectors their length.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Width">Pixels.</param>
/// <param name="ClassCount">Number of classes; 0 where images have no labels.</param>
public sealed record DataShape(int Channels, int Height, int Width, int ClassCount = 0)
{
    /// <summary>Whether a sample is a vector of numbers, not an image.</summary>
    public bool IsVector { get; init; }

    /// <summary>Whether each image has a second one: the target of a translation.</summary>
    public bool HasPairs { get; init; }

    /// <summary>Sizes of one sample in a tensor: [C, H, W], or [D] of a vector.</summary>
    public IReadOnlyList<long> Sizes => IsVector ? [Channels] : [Channels, Height, Width];

    /// <summary>Vectors of numbers.</summary>
    /// <param name="length">Numbers in one, 1 or more.</param>
    public static DataShape OfVectors(int length) => new(length, 1, 1) { IsVector = true };

    /// <summary>As people write it: <c>1x28x28</c>, of vectors their length.</summary>
    public override string ToString() => string.Join('x', Sizes);
}
