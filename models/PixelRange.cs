namespace Gans.Models;

/// <summary>What networks compute with for black and for white.</summary>
/// <param name="Min">Value of byte 0.</param>
/// <param name="Max">Value of byte 255.</param>
public readonly record struct PixelRange(double Min, double Max)
{
    /// <summary>[-1, 1]: images that end in a tanh. Chapter 5 of Brownlee, hack 7.</summary>
    public static PixelRange Symmetric => new(-1, 1);

    /// <summary>[0, 1]: images that end in a sigmoid.</summary>
    public static PixelRange ZeroToOne => new(0, 1);
}
