namespace Gans.Formats;

/// <summary>Composes a batch into one picture, row by row.</summary>
internal static class ImageGrid
{
    /// <summary>Lays out all images of a batch.</summary>
    /// <param name="batch">At least one image.</param>
    /// <param name="options">Columns, gaps, scale.</param>
    /// <returns>The picture, with the batch's channels.</returns>
    /// <exception cref="InvalidInputException">An option is out of range, the batch is empty, or the picture would be too large for memory.</exception>
    internal static Image Compose(ImageBatch batch, GridOptions options)
    {
        options.Validate();
        if (batch.Count == 0)
        {
            throw new InvalidInputException("Laying out a grid: found no image, needed at least one. Ask for a count of 1 or more.");
        }

        var columns = options.ColumnsFor(batch.Count);
        var rows = (batch.Count + columns - 1) / columns;
        var head = options.Captions.Count > 0 ? Lettering.Height + options.Gap : 0;
        var margin = options.NumbersRows ? options.Gap + (Lettering.Advance * $"{rows}".Length) : 0;
        var grid = Blank(head + Extent(rows, batch.Height, options), margin + Extent(columns, batch.Width, options), batch.Channels);
        grid.Pixels.Fill(options.Background);
        for (var i = 0; i < batch.Count; i++)
        {
            Paste(batch, i, grid, TopOf(i / columns), LeftOf(i % columns), options);
        }

        var ink = options.Background < 128 ? byte.MaxValue : byte.MinValue;
        for (var column = 0; column < options.Captions.Count; column++)
        {
            Lettering.Write(grid, options.Captions[column], options.Gap, LeftOf(column), ink);
        }

        for (var row = 0; options.NumbersRows && row < rows; row++)
        {
            Lettering.Write(grid, $"{row + 1}", TopOf(row) + Math.Max(0, (batch.Height * options.Scale - Lettering.Height) / 2), options.Gap, ink);
        }

        return grid;

        int LeftOf(int column) => margin + options.Gap + (column * (batch.Width * options.Scale + options.Gap));

        int TopOf(int row) => head + options.Gap + (row * (batch.Height * options.Scale + options.Gap));
    }

    private static long Extent(int cells, int size, GridOptions options) => options.Gap + (cells * ((long)size * options.Scale + options.Gap));

    private static Image Blank(long height, long width, int channels)
    {
        if (height > int.MaxValue || width > int.MaxValue || (Int128)height * width * channels > Array.MaxLength)
        {
            throw new InvalidInputException(
                $"Laying out a grid: it would have {height} rows of {width} pixels, needed below 2 GiB. Lower count, scale or gap.");
        }

        return new Image((int)height, (int)width, channels);
    }

    private static void Paste(ImageBatch batch, int index, Image grid, int top, int left, GridOptions options)
    {
        var (scale, channels) = (options.Scale, batch.Channels);
        var source = batch[index];
        var mask = options.Invert ? (byte)255 : (byte)0;   // v ^ 255 = 255 - v
        for (var y = 0; y < batch.Height * scale; y++)
        {
            var from = source.Slice(y / scale * batch.Width * channels, batch.Width * channels);
            var to = grid.Row(top + y).Slice(left * channels, batch.Width * scale * channels);
            for (var x = 0; x < batch.Width * scale; x++)
            {
                for (var c = 0; c < channels; c++)
                {
                    to[x * channels + c] = (byte)(from[x / scale * channels + c] ^ mask);
                }
            }
        }
    }
}
