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

    /// <summary>Saves all images as one picture, row by row; the file is there whole or not at all.</summary>
    /// <param name="path">Ends in .png (exact) or .jpg, .jpeg (lossy).</param>
    /// <param name="options">Columns, gaps, scale; null for the defaults.</param>
    /// <exception cref="InvalidInputException">The name ends otherwise, an option is out of range, the batch is empty, or the place cannot be written to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void SaveGrid(string path, GridOptions? options = null) => ImageCodec.Save(ImageGrid.Compose(this, options ?? new GridOptions()), path);

    /// <summary>Saves the images as an animated GIF that goes on for ever; the file is there whole or not at all.</summary>
    /// <param name="path">The file, by custom ending in .gif.</param>
    /// <param name="rows">The images are so many rows of equal length: each frame shows one image of every row, in a grid.</param>
    /// <param name="delayMilliseconds">How long a frame is shown, 10 to 65535; GIF rounds it down to tens.</param>
    /// <param name="options">Columns, gaps, scale of a frame; null for the defaults.</param>
    /// <remarks>A frame's colours, or greys, are reduced to 255.</remarks>
    /// <exception cref="InvalidInputException">An option is out of range, the images are no multiple of the rows, or the place cannot be written to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void SaveGif(string path, int rows = 1, int delayMilliseconds = 100, GridOptions? options = null) =>
        GifAnimation.Save(this, path, rows, delayMilliseconds, options ?? new GridOptions());

    /// <summary>Saves each image as a PNG, <c>00000.png</c> and on; the folder is there whole or not at all.</summary>
    /// <param name="folder">The folder; an older one is replaced only if it holds nothing but such pictures.</param>
    /// <exception cref="InvalidInputException">The folder has other content or cannot be written to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void SaveFolder(string folder)
    {
        try
        {
            using var target = new AtomicFolder(folder, HoldsOnlyNumberedPictures);
            Parallel.For(0, Count, index => File.WriteAllBytes(
                Path.Combine(target.WorkPath, $"{index:D5}.png"), ImageCodec.EncodePng(this[index], Height, Width, Channels)));
            target.Commit();
        }
        catch (AggregateException failures) when (failures.InnerExceptions[0] is IOException first)
        {
            throw WriteFailure.Explain(folder, first) ?? first;
        }
    }

    /// <summary>Saves all pixels as a NumPy array, uint8 [N, H, W, C]; the file is there whole or not at all.</summary>
    /// <param name="path">The file, by custom ending in .npy.</param>
    /// <exception cref="InvalidInputException">The place cannot be written to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void SaveNpy(string path) => NpyFile.Write<byte>(path, pixels, Count, Height, Width, Channels);

    private static bool HoldsOnlyNumberedPictures(string folder) => Directory.EnumerateFileSystemEntries(folder)
        .All(entry => Path.GetExtension(entry) == ".png" && int.TryParse(Path.GetFileNameWithoutExtension(entry), out _) && File.Exists(entry));
}
