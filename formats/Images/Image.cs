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

    /// <summary>A part of the image, copied.</summary>
    /// <param name="top">First row, from 0.</param>
    /// <param name="left">First column, from 0.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="width">Columns, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part reaches beyond the image.</exception>
    public Image Crop(int top, int left, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        ArgumentOutOfRangeException.ThrowIfNegative(left);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(top, Height - height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(left, Width - width);
        var part = new Image(height, width, Channels);
        for (var y = 0; y < height; y++)
        {
            Row(top + y).Slice(left * Channels, width * Channels).CopyTo(part.Row(y));
        }

        return part;
    }

    /// <summary>
    /// The image in grey: (299 R + 587 G + 114 B) / 1000, rounded to the nearest (luma of Recommendation BT.601); a copy if it is grey already.
    /// </summary>
    public Image ToGrey()
    {
        if (Channels == 1)
        {
            return new Image(Height, Width, 1, [.. pixels]);
        }

        var grey = new Image(Height, Width, 1);
        for (var i = 0; i < grey.pixels.Length; i++)
        {
            grey.pixels[i] = (byte)(((299 * pixels[3 * i]) + (587 * pixels[(3 * i) + 1]) + (114 * pixels[(3 * i) + 2]) + 500) / 1000);
        }

        return grey;
    }

    /// <summary>The image in three channels, all equal where it was grey; a copy if it has three already.</summary>
    public Image ToRgb()
    {
        if (Channels == 3)
        {
            return new Image(Height, Width, 3, [.. pixels]);
        }

        var rgb = new Image(Height, Width, 3);
        for (var i = 0; i < pixels.Length; i++)
        {
            rgb.pixels.AsSpan(3 * i, 3).Fill(pixels[i]);
        }

        return rgb;
    }
}
