namespace Gans.Formats;

/// <summary>Saves batches of images as pictures.</summary>
public static class ImageBatchFiles
{
    /// <summary>Saves all images as one picture, row by row; the file is there whole or not at all.</summary>
    /// <param name="images">The images.</param>
    /// <param name="path">Ends in .png (exact) or .jpg, .jpeg (lossy).</param>
    /// <param name="options">Columns, gaps, scale; null for the defaults.</param>
    /// <exception cref="InvalidInputException">The name ends otherwise, an option is out of range, the batch is empty, or the place cannot be written
    /// to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public static void SaveGrid(this ImageBatch images, string path, GridOptions? options = null) =>
        ImageCodec.Save(ImageGrid.Compose(images, options ?? new GridOptions()), path);

    /// <summary>Saves the images as an animated GIF that goes on for ever; the file is there whole or not at all.</summary>
    /// <param name="images">The images.</param>
    /// <param name="path">The file, by custom ending in .gif.</param>
    /// <param name="rows">The images are so many rows of equal length: each frame shows one image of every row, in a grid.</param>
    /// <param name="delayMilliseconds">How long a frame is shown, 10 to 65535; GIF rounds it down to tens.</param>
    /// <param name="options">Columns, gaps, scale of a frame; null for the defaults.</param>
    /// <remarks>A frame's colours, or greys, are reduced to 255.</remarks>
    /// <exception cref="InvalidInputException">An option is out of range, the images are no multiple of the rows, or the place cannot be written
    /// to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public static void SaveGif(this ImageBatch images, string path, int rows = 1, int delayMilliseconds = 100, GridOptions? options = null) =>
        GifAnimation.Save(images, path, rows, delayMilliseconds, options ?? new GridOptions());

    /// <summary>Saves each image as a PNG, <c>00000.png</c> and on; the folder is there whole or not at all.</summary>
    /// <param name="images">The images.</param>
    /// <param name="folder">The folder; an older one is replaced only if it holds nothing but such pictures.</param>
    /// <exception cref="InvalidInputException">The folder has other content or cannot be written to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public static void SaveFolder(this ImageBatch images, string folder)
    {
        try
        {
            using var target = new AtomicFolder(folder, IsNumberedPicture);
            Parallel.For(0, images.Count, index => File.WriteAllBytes(
                Path.Combine(target.WorkPath, $"{index:D5}.png"), ImageCodec.EncodePng(images[index], images.Height, images.Width, images.Channels)));
            target.Commit();
        }
        catch (AggregateException failures) when (failures.InnerExceptions[0] is IOException first)
        {
            throw WriteFailure.Explain(folder, first) ?? first;
        }
    }

    private static bool IsNumberedPicture(FileSystemInfo entry) =>
        entry is FileInfo { Extension: ".png" } && int.TryParse(Path.GetFileNameWithoutExtension(entry.Name), out _);
}
