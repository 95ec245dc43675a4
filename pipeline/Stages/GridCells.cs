using Gans.Formats;

namespace Gans.Pipeline.Stages;

/// <summary>A grid whose cells are filled one by one; those that are not stay white.</summary>
internal sealed class GridCells
{
    private readonly ImageBatch images;
    private readonly int columns;

    /// <summary>Makes an empty grid.</summary>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <param name="rows">Rows of cells.</param>
    /// <param name="columns">Columns of cells.</param>
    /// <param name="values">Whether the picture is shown in reversed grey.</param>
    internal GridCells(int height, int width, int channels, int rows, int columns, StageValues values)
    {
        this.columns = columns;
        images = new ImageBatch(rows * columns, height, width, channels);
        images.Pixels.Fill(values.Require(PictureOptions.Invert) ? byte.MinValue : byte.MaxValue);
    }

    /// <summary>The pixels of a cell, [H, W, C].</summary>
    internal Span<byte> this[int row, int column] => images[(row * columns) + column];

    /// <summary>Writes the picture.</summary>
    internal void Save(string path, StageValues values) => images.SaveGrid(path, PictureOptions.Grid(values, columns));
}
