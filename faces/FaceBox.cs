namespace Gans.Inference.Faces;

/// <summary>A rectangle in pixels of an image: origin top left, x to the right, y down; may reach beyond the image.</summary>
/// <param name="Left">The left edge.</param>
/// <param name="Top">The top edge.</param>
/// <param name="Right">The right edge.</param>
/// <param name="Bottom">The bottom edge.</param>
public readonly record struct FaceBox(float Left, float Top, float Right, float Bottom)
{
    /// <summary>From the left edge to the right.</summary>
    public float Width => Right - Left;

    /// <summary>From the top edge to the bottom.</summary>
    public float Height => Bottom - Top;

    /// <summary>Moves each edge by a part of the box's size.</summary>
    /// <param name="offsets">Four numbers from a network: 1 moves an edge by the whole width or height.</param>
    /// <param name="extra">Added to width and height; 1 where a box counts its last pixel in.</param>
    internal FaceBox Regressed(in FaceBox offsets, float extra)
    {
        var (width, height) = (Width + extra, Height + extra);
        return new FaceBox(Left + (offsets.Left * width), Top + (offsets.Top * height), Right + (offsets.Right * width), Bottom + (offsets.Bottom * height));
    }

    /// <summary>The square of the longer side around the same centre.</summary>
    internal FaceBox Squared()
    {
        var side = MathF.Max(Width, Height);
        var (left, top) = (Left + (0.5f * (Width - side)), Top + (0.5f * (Height - side)));
        return new FaceBox(left, top, left + side, top + side);
    }

    /// <summary>Each edge without its fraction, towards zero.</summary>
    internal FaceBox Truncated() => new(MathF.Truncate(Left), MathF.Truncate(Top), MathF.Truncate(Right), MathF.Truncate(Bottom));
}
