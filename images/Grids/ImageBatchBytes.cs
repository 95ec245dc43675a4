using System.Buffers;

namespace Gans.Formats;

/// <summary>Encodes images of a batch, or all of them in a grid, in memory: what a web app answers with. Nothing is written to a file.</summary>
/// <remarks>
/// A <see cref="System.IO.Pipelines.PipeWriter"/>, such as the body of an answer of ASP.NET Core, is an <see cref="IBufferWriter{T}"/>. Streams are written to
/// at once, not asynchronously.
/// </remarks>
public static class ImageBatchBytes
{
    /// <summary>Encodes one image as PNG, 8 bits a channel. Equal images give equal bytes.</summary>
    /// <param name="images">The images.</param>
    /// <param name="index">Which one, 0 to Count - 1.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public static byte[] EncodePng(this ImageBatch images, int index) =>
        ImageCodec.EncodePng(images[index], images.Height, images.Width, images.Channels);

    /// <param name="images">The images.</param>
    /// <param name="index">Which one, 0 to Count - 1.</param>
    /// <param name="destination">Receives the file.</param>
    /// <inheritdoc cref="EncodePng(ImageBatch, int)"/>
    public static void EncodePng(this ImageBatch images, int index, IBufferWriter<byte> destination) => destination.Write(images.EncodePng(index));

    /// <param name="images">The images.</param>
    /// <param name="index">Which one, 0 to Count - 1.</param>
    /// <param name="destination">Receives the file.</param>
    /// <inheritdoc cref="EncodePng(ImageBatch, int)"/>
    public static void EncodePng(this ImageBatch images, int index, Stream destination) => destination.Write(images.EncodePng(index));

    /// <summary>Encodes one image as WebP, which knows no grey: that of a grey image is in colour, all its channels equal.</summary>
    /// <param name="images">The images.</param>
    /// <param name="index">Which one, 0 to Count - 1.</param>
    /// <param name="quality">1 (smallest) to 100 (best); null for an exact picture.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image, or no such quality.</exception>
    public static byte[] EncodeWebp(this ImageBatch images, int index, int? quality = null) =>
        ImageCodec.EncodeWebp(images[index], images.Height, images.Width, images.Channels, quality);

    /// <param name="images">The images.</param>
    /// <param name="index">Which one, 0 to Count - 1.</param>
    /// <param name="destination">Receives the file.</param>
    /// <param name="quality">1 (smallest) to 100 (best); null for an exact picture.</param>
    /// <inheritdoc cref="EncodeWebp(ImageBatch, int, int?)"/>
    public static void EncodeWebp(this ImageBatch images, int index, IBufferWriter<byte> destination, int? quality = null) =>
        destination.Write(images.EncodeWebp(index, quality));

    /// <param name="images">The images.</param>
    /// <param name="index">Which one, 0 to Count - 1.</param>
    /// <param name="destination">Receives the file.</param>
    /// <param name="quality">1 (smallest) to 100 (best); null for an exact picture.</param>
    /// <inheritdoc cref="EncodeWebp(ImageBatch, int, int?)"/>
    public static void EncodeWebp(this ImageBatch images, int index, Stream destination, int? quality = null) =>
        destination.Write(images.EncodeWebp(index, quality));

    /// <summary>Encodes all images as one picture, row by row.</summary>
    /// <param name="images">The images.</param>
    /// <param name="options">Columns, gaps, scale; null for the defaults.</param>
    /// <param name="format">PNG and WebP are exact, JPEG has quality 95.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidInputException">An option is out of range, the batch is empty, or the picture would be too large for memory.</exception>
    public static byte[] EncodeGrid(this ImageBatch images, GridOptions? options = null, ImageFormat format = ImageFormat.Png)
    {
        var grid = images.ToGrid(options);
        return format switch
        {
            ImageFormat.Png => ImageCodec.EncodePng(grid.Pixels, grid.Height, grid.Width, grid.Channels),
            ImageFormat.Jpeg => ImageCodec.EncodeJpeg(grid.Pixels, grid.Height, grid.Width, grid.Channels),
            ImageFormat.Webp => ImageCodec.EncodeWebp(grid.Pixels, grid.Height, grid.Width, grid.Channels),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Needed PNG, JPEG or WebP."),
        };
    }

    /// <param name="images">The images.</param>
    /// <param name="destination">Receives the file.</param>
    /// <param name="options">Columns, gaps, scale; null for the defaults.</param>
    /// <param name="format">PNG and WebP are exact, JPEG has quality 95.</param>
    /// <inheritdoc cref="EncodeGrid(ImageBatch, GridOptions?, ImageFormat)"/>
    public static void EncodeGrid(
        this ImageBatch images, IBufferWriter<byte> destination, GridOptions? options = null, ImageFormat format = ImageFormat.Png) =>
        destination.Write(images.EncodeGrid(options, format));

    /// <param name="images">The images.</param>
    /// <param name="destination">Receives the file.</param>
    /// <param name="options">Columns, gaps, scale; null for the defaults.</param>
    /// <param name="format">PNG and WebP are exact, JPEG has quality 95.</param>
    /// <inheritdoc cref="EncodeGrid(ImageBatch, GridOptions?, ImageFormat)"/>
    public static void EncodeGrid(this ImageBatch images, Stream destination, GridOptions? options = null, ImageFormat format = ImageFormat.Png) =>
        destination.Write(images.EncodeGrid(options, format));
}
