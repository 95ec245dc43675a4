using Gans.Formats;

namespace Gans.Inference;

/// <summary>Puts translated tiles together, row of tiles by row of tiles, so that only one row of them is held as numbers.</summary>
internal sealed class TileBlend
{
    private readonly Image result;
    private readonly TileAxis rows;
    private readonly TileAxis columns;
    private readonly double min;
    private readonly double scale;
    private readonly float[] band;   // [tile, width, channels], from the first row of the present tiles on

    /// <summary>Begins an image.</summary>
    /// <param name="result">Receives the pixels.</param>
    /// <param name="rows">Tiles from top to bottom.</param>
    /// <param name="columns">Tiles from left to right.</param>
    /// <param name="range">Values of black and of white.</param>
    internal TileBlend(Image result, TileAxis rows, TileAxis columns, (double Min, double Max) range)
    {
        (this.result, this.rows, this.columns) = (result, rows, columns);
        (min, scale) = (range.Min, byte.MaxValue / (range.Max - range.Min));
        band = new float[rows.Tile * result.Width * result.Channels];
    }

    /// <summary>Adds a tile.</summary>
    /// <param name="row">Its row of tiles.</param>
    /// <param name="column">Its column of tiles.</param>
    /// <param name="values">[C, tile height, tile width].</param>
    internal void Add(int row, int column, ReadOnlySpan<float> values)
    {
        var down = rows.WeightsOf(row);
        var across = columns.WeightsOf(column);
        var (left, channels) = (columns.Starts[column], result.Channels);
        for (var y = 0; y < rows.Tile; y++)
        {
            var to = band.AsSpan(((y * result.Width) + left) * channels, columns.Tile * channels);
            for (var c = 0; c < channels; c++)
            {
                var from = values.Slice(((c * rows.Tile) + y) * columns.Tile, columns.Tile);
                for (var x = 0; x < columns.Tile; x++)
                {
                    to[(x * channels) + c] += from[x] * down[y] * across[x];
                }
            }
        }
    }

    /// <summary>Ends a row of tiles: what no later tile reaches becomes pixels.</summary>
    /// <param name="row">Which.</param>
    internal void EndRow(int row)
    {
        var first = rows.Starts[row];
        var finished = (row + 1 < rows.Starts.Count ? rows.Starts[row + 1] : result.Height) - first;
        var size = result.Width * result.Channels;
        var pixels = result.Pixels.Slice(first * size, finished * size);
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)Math.Clamp(Math.Round((band[i] - min) * scale), byte.MinValue, byte.MaxValue);
        }

        band.AsSpan(finished * size).CopyTo(band);
        band.AsSpan(band.Length - (finished * size)).Clear();
    }
}
