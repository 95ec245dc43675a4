using System.Globalization;
using System.Text;

namespace Gans.Formats;

/// <summary>Saves batches of images as pictures.</summary>
public static class ImageBatchFiles
{
    private const string TableName = "labels.csv";

    /// <summary>Lays all images out as one picture, row by row.</summary>
    /// <param name="images">The images.</param>
    /// <param name="options">Columns, gaps, scale; null for the defaults.</param>
    /// <returns>The picture, with the images' channels.</returns>
    /// <exception cref="InvalidInputException">An option is out of range, the batch is empty, or the picture would be too large for memory.</exception>
    public static Image ToGrid(this ImageBatch images, GridOptions? options = null) => ImageGrid.Compose(images, options ?? new GridOptions());

    /// <summary>Saves all images as one picture, row by row; the file is there whole or not at all.</summary>
    /// <param name="images">The images.</param>
    /// <param name="path">Ends in .png (exact) or .jpg, .jpeg (lossy).</param>
    /// <param name="options">Columns, gaps, scale; null for the defaults.</param>
    /// <exception cref="InvalidInputException">The name ends otherwise, an option is out of range, the batch is empty, or the place cannot be written
    /// to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public static void SaveGrid(this ImageBatch images, string path, GridOptions? options = null) =>
        ImageCodec.Save(images.ToGrid(options), path);

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
    /// <param name="folder">The folder; an older one is replaced only if it holds nothing but such pictures and their table.</param>
    /// <param name="labels">The class of each image, which <c>labels.csv</c> tells beside them; empty for images without classes.</param>
    /// <param name="classNames">Names of the classes, by number; may be empty.</param>
    /// <exception cref="ArgumentException">There are not as many labels as images.</exception>
    /// <exception cref="InvalidInputException">The folder has other content or cannot be written to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public static void SaveFolder(this ImageBatch images, string folder, ReadOnlySpan<long> labels = default, IReadOnlyList<string>? classNames = null)
    {
        if (!labels.IsEmpty && labels.Length != images.Count)
        {
            throw new ArgumentException($"Saving {folder}: found {labels.Length} labels for {images.Count} images, needed one an image.", nameof(labels));
        }

        var table = labels.IsEmpty ? null : Table(labels, classNames ?? []);
        try
        {
            using var target = new AtomicFolder(folder, IsNumberedPicture);
            Parallel.For(0, images.Count, index => File.WriteAllBytes(
                Path.Combine(target.WorkPath, NameOf(index)), ImageCodec.EncodePng(images[index], images.Height, images.Width, images.Channels)));
            if (table is not null)
            {
                File.WriteAllText(Path.Combine(target.WorkPath, TableName), table);
            }

            target.Commit();
        }
        catch (AggregateException failures) when (failures.InnerExceptions[0] is IOException first)
        {
            throw WriteFailure.Explain(folder, first) ?? first;
        }
    }

    private static bool IsNumberedPicture(FileSystemInfo entry) => entry is FileInfo
        && (entry.Name == TableName || (entry.Extension == ".png" && int.TryParse(Path.GetFileNameWithoutExtension(entry.Name), out _)));

    private static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{index:D5}.png");

    private static string Table(ReadOnlySpan<long> labels, IReadOnlyList<string> names)
    {
        var table = new StringBuilder("image,label,name\n");
        for (var i = 0; i < labels.Length; i++)
        {
            var name = labels[i] >= 0 && labels[i] < names.Count ? names[(int)labels[i]] : "";
            table.Append(CultureInfo.InvariantCulture, $"{NameOf(i)},{labels[i]},{Quoted(name)}\n");
        }

        return table.ToString();
    }

    /// <summary>A cell of a table by RFC 4180.</summary>
    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
