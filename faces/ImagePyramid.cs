namespace Gans.Inference.Faces;

/// <summary>The photo in falling sizes, so that P-Net's one window meets faces of all sizes.</summary>
internal static class ImagePyramid
{
    /// <summary>P-Net's window.</summary>
    internal const int Window = 12;

    /// <summary>Pixels from one window to the next.</summary>
    internal const int Stride = 2;

    /// <summary>P-Net finds no window in so many rows; in one more it does, which lacks its last row.</summary>
    private const int LastRows = Window - Stride;

    private const int LargestBand = 1 << 16;   // pixels

    /// <summary>All bands, those of the largest image first.</summary>
    internal static List<PyramidBand> Bands(int height, int width, FaceDetectorOptions options)
    {
        var bands = new List<PyramidBand>();
        var scale = (double)Window / options.MinimumSize;
        for (var level = 0; Math.Min(height, width) * scale >= Window; level++, scale *= options.ScaleFactor)
        {
            var (rows, columns) = ((int)Math.Ceiling(height * scale), (int)Math.Ceiling(width * scale));
            var (vertical, horizontal) = (new AreaAxis(0, height, rows, height), new AreaAxis(0, width, columns, width));
            var step = Math.Max(Stride, LargestBand / columns / Stride * Stride);   // even, so that windows lie as in one piece
            for (var first = 0; first == 0 || rows - first > LastRows; first += step)
            {
                bands.Add(new PyramidBand(level, scale, vertical, horizontal, first, Math.Min(step + Window - Stride, rows - first)));
            }
        }

        return bands;
    }
}
