namespace Gans.Training.Batches;

/// <summary>From which row and which column of an image each pixel of a changed one comes: enlarged, cut, mirrored.</summary>
/// <param name="Rows">One a row of the result.</param>
/// <param name="Columns">One a column of the result.</param>
internal sealed record PixelMap(int[] Rows, int[] Columns)
{
    /// <summary>Changes an image.</summary>
    /// <param name="image">[H, W, C].</param>
    /// <param name="result">[rows, columns, C].</param>
    /// <param name="channels">C.</param>
    internal void Apply(ReadOnlySpan<byte> image, Span<byte> result, int channels)
    {
        var width = image.Length / (Rows.Length * channels);
        for (var y = 0; y < Rows.Length; y++)
        {
            var from = image.Slice(Rows[y] * width * channels, width * channels);
            var to = result.Slice(y * Columns.Length * channels, Columns.Length * channels);
            for (var x = 0; x < Columns.Length; x++)
            {
                from.Slice(Columns[x] * channels, channels).CopyTo(to[(x * channels)..]);
            }
        }
    }
}
