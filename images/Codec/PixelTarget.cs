using System.Runtime.InteropServices;

namespace Gans.Formats;

/// <summary>Takes in decoded rows one by one and makes them the image: 8 bits a value, laid over the background, turned upright.</summary>
internal sealed class PixelTarget
{
    private readonly int height;
    private readonly int width;
    private readonly int bands;
    private readonly int valueSize;
    private readonly byte background;
    private readonly byte[] narrow;
    private readonly byte[] flat;
    private readonly (int Start, int PerRow, int PerColumn) places;   // in pixels of the image

    /// <summary>Makes room.</summary>
    /// <param name="height">Rows to come.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="bands">1 to 4 values a pixel, of which the second or fourth is opacity.</param>
    /// <param name="valueSize">1 or 2 bytes.</param>
    /// <param name="orientation">How the image is to be turned, 1 to 8, as EXIF 2.3 numbers it.</param>
    /// <param name="background">What shows through.</param>
    internal PixelTarget(int height, int width, int bands, int valueSize, int orientation, byte background)
    {
        (this.height, this.width, this.bands, this.valueSize, this.background) = (height, width, bands, valueSize, background);
        var channels = bands <= 2 ? 1 : 3;
        Image = orientation >= 5 ? new Image(width, height, channels) : new Image(height, width, channels);
        (narrow, flat) = (new byte[valueSize == 1 ? 0 : width * bands], new byte[bands == channels ? 0 : width * channels]);
        places = orientation switch
        {
            2 => (width - 1, width, -1),
            3 => ((height * width) - 1, -width, -1),
            4 => ((height - 1) * width, -width, 1),
            5 => (0, 1, height),
            6 => (height - 1, -1, height),
            7 => ((height * width) - 1, -1, -height),
            8 => ((width - 1) * height, 1, -height),
            _ => (0, width, 1),
        };
    }

    /// <summary>What becomes of the rows.</summary>
    internal Image Image { get; }

    /// <summary>Takes in rows.</summary>
    /// <param name="first">Number of the first, from the top as stored.</param>
    /// <param name="rows">A whole number of them.</param>
    internal void Add(int first, ReadOnlySpan<byte> rows)
    {
        var size = width * bands * valueSize;
        for (var y = first; !rows.IsEmpty; y++, rows = rows[size..])
        {
            Place(y, Flatten(Narrow(rows[..size])));
        }
    }

    /// <summary>16 bits to 8: value / 257, rounded to the nearest.</summary>
    private ReadOnlySpan<byte> Narrow(ReadOnlySpan<byte> row)
    {
        if (valueSize == 1)
        {
            return row;
        }

        var values = MemoryMarshal.Cast<byte, ushort>(row);
        for (var i = 0; i < narrow.Length; i++)
        {
            narrow[i] = (byte)((values[i] + 128) / 257);
        }

        return narrow;
    }

    /// <summary>Lays the row over the background: (value * alpha + background * (255 - alpha)) / 255, rounded to the nearest.</summary>
    private ReadOnlySpan<byte> Flatten(ReadOnlySpan<byte> row)
    {
        if (flat.Length == 0)
        {
            return row;
        }

        var channels = bands - 1;
        for (var (from, to) = (0, 0); to < flat.Length; from += bands)
        {
            var alpha = row[from + channels];
            for (var c = 0; c < channels; c++)
            {
                flat[to++] = (byte)(((row[from + c] * alpha) + (background * (255 - alpha)) + 127) / 255);
            }
        }

        return flat;
    }

    private void Place(int y, ReadOnlySpan<byte> row)
    {
        var channels = Image.Channels;
        var pixels = Image.Pixels;
        var place = places.Start + (y * places.PerRow);
        if (places.PerColumn == 1)
        {
            row.CopyTo(pixels[(place * channels)..]);
            return;
        }

        for (var x = 0; x < width; x++, place += places.PerColumn)
        {
            row.Slice(x * channels, channels).CopyTo(pixels[(place * channels)..]);
        }
    }
}
