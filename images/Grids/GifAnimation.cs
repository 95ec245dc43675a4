namespace Gans.Formats;

/// <summary>Lays images out in frames and writes these as a GIF.</summary>
internal static class GifAnimation
{
    private const int LeastDelay = 10;
    private const int LongestDelay = 65_535;
    private const int LongestSide = 65_535;   // a GIF's sizes have 16 bits

    /// <inheritdoc cref="ImageBatchFiles.SaveGif"/>
    internal static void Save(ImageBatch images, string path, int rows, int delayMilliseconds, GridOptions options)
    {
        if (rows < 1 || images.Count == 0 || images.Count % rows != 0)
        {
            throw new InvalidInputException(
                $"Writing {path}: found {images.Count} images in {rows} rows, needed as many in each row. Change the number of images or of rows.");
        }

        if (delayMilliseconds is < LeastDelay or > LongestDelay)
        {
            throw new InvalidInputException($"Writing {path}: found a delay of {delayMilliseconds} ms, needed {LeastDelay} to {LongestDelay}. Change it.");
        }

        var count = images.Count / rows;
        var first = Frame(images, rows, 0, options);
        if (first.Height > LongestSide || first.Width > LongestSide)
        {
            throw new InvalidInputException(
                $"Writing {path}: a frame has {first.Height} rows of {first.Width} pixels, needed at most {LongestSide} a side. Lower the rows or the scale.");
        }

        var pile = new Image(checked(count * first.Height), first.Width, first.Channels);
        for (var frame = 0; frame < count; frame++)
        {
            Frame(images, rows, frame, options).Pixels.CopyTo(pile.Pixels[(frame * first.Pixels.Length)..]);
        }

        var delays = new int[count];
        Array.Fill(delays, delayMilliseconds);
        var encoded = ImageCodec.EncodeGif(pile, first.Height, delays);
        AtomicFile.Write(path, stream => stream.Write(encoded));
    }

    /// <summary>Image <paramref name="frame"/> of every row.</summary>
    private static Image Frame(ImageBatch images, int rows, int frame, GridOptions options)
    {
        var shown = new ImageBatch(rows, images.Height, images.Width, images.Channels);
        for (var row = 0; row < rows; row++)
        {
            images[row * (images.Count / rows) + frame].CopyTo(shown[row]);
        }

        return ImageGrid.Compose(shown, options);
    }
}
