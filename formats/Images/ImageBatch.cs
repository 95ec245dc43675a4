namespace Gans.Formats;

/// <summary>Pictures of one size in memory: uint8 [N, H, W, C], row-major, C = 1 (grey) or 3 (RGB).</summary>
public sealed class ImageBatch
{
    private readonly byte[] pixels;

    /// <summary>Creates black images.</summary>
    /// <param name="count">Images, 0 or more.</param>
    /// <param name="height">Pixels, 1 or more.</param>
    /// <param name="width">Pixels, 1 or more.</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range, or the batch would reach 2 GiB.</exception>
    public ImageBatch(int count, int height, int width, int channels)
        : this(count, height, width, channels, new byte[PixelLayout.Size(count, height, width, channels)])
    {
    }

    /// <summary>Takes over an array of pixels.</summary>
    /// <param name="count">Images, 0 or more.</param>
    /// <param name="height">Pixels, 1 or more.</param>
    /// <param name="width">Pixels, 1 or more.</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <param name="pixels">[count, height, width, channels]; owned by the batch from now on.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range, or the batch would reach 2 GiB.</exception>
    /// <exception cref="ArgumentException">The array has another length.</exception>
    public ImageBatch(int count, int height, int width, int channels, byte[] pixels)
    {
        PixelLayout.Check(pixels, count, height, width, channels);
        (Count, Height, Width, Channels, this.pixels) = (count, height, width, channels, pixels);
    }

    /// <summary>Number of images.</summary>
    public int Count { get; }

    /// <summary>Height of each in pixels.</summary>
    public int Height { get; }

    /// <summary>Width of each in pixels.</summary>
    public int Width { get; }

    /// <summary>1 (grey) or 3 (RGB).</summary>
    public int Channels { get; }

    /// <summary>All pixels, [Count, Height, Width, Channels]; a view that can be written to.</summary>
    public Span<byte> Pixels => pixels;

    /// <summary>One image, [Height, Width, Channels]; a view that can be written to.</summary>
    /// <param name="index">0 to Count - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public Span<byte> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var size = Height * Width * Channels;
            return pixels.AsSpan(index * size, size);
        }
    }

    /// <summary>One image, copied.</summary>
    /// <param name="index">0 to Count - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public Image ToImage(int index) => new(Height, Width, Channels, this[index].ToArray());

    /// <summary>Saves all pixels as a NumPy array, uint8 [N, H, W, C]; the file is there whole or not at all.</summary>
    /// <param name="path">The file, by custom ending in .npy.</param>
    /// <exception cref="InvalidInputException">The place cannot be written to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void SaveNpy(string path) => NpyFile.Write<byte>(path, pixels, Count, Height, Width, Channels);
}
