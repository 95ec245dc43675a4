namespace Gans.Formats;

/// <summary>One picture in memory: uint8 [H, W, C], row-major, C = 1 (grey) or 3 (RGB).</summary>
public sealed class Image
{
    private readonly byte[] pixels;

    /// <summary>Creates a black image.</summary>
    /// <param name="height">Pixels, 1 or more.</param>
    /// <param name="width">Pixels, 1 or more.</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range, or the image would reach 2 GiB.</exception>
    public Image(int height, int width, int channels)
        : this(height, width, channels, new byte[PixelLayout.Size(1, height, width, channels)])
    {
    }

    /// <summary>Takes over an array of pixels.</summary>
    /// <param name="height">Pixels, 1 or more.</param>
    /// <param name="width">Pixels, 1 or more.</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <param name="pixels">[height, width, channels]; owned by the image from now on.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range, or the image would reach 2 GiB.</exception>
    /// <exception cref="ArgumentException">The array has another length.</exception>
    public Image(int height, int width, int channels, byte[] pixels)
    {
        PixelLayout.Check(pixels, 1, height, width, channels);
        (Height, Width, Channels, this.pixels) = (height, width, channels, pixels);
    }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>1 (grey) or 3 (RGB).</summary>
    public int Channels { get; }

    /// <summary>All pixels, [Height, Width, Channels]; a view that can be written to.</summary>
    public Span<byte> Pixels => pixels;

    /// <summary>One row of pixels, [Width, Channels], from the top; a view that can be written to.</summary>
    /// <param name="y">0 to Height - 1.</param>
    public Span<byte> Row(int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Height);
        return pixels.AsSpan(y * Width * Channels, Width * Channels);
    }
}
