using Gans.Formats;

namespace Gans.Pipeline.Stages;

/// <summary>Images side by side, each with its title: the three pictures of one file of chapters 23 and 26 of Brownlee.</summary>
internal static class TitledPicture
{
    /// <summary>Lays images out.</summary>
    /// <param name="shown">Titles, of letters, and images.</param>
    /// <param name="channels">1 (grey) or 3 (RGB), which all become.</param>
    /// <param name="height">Rows, to which all are resized.</param>
    /// <param name="width">Columns, to which all are resized.</param>
    /// <param name="filter">The kernel that resizes.</param>
    internal static Image Compose(IReadOnlyList<(string Title, Image Image)> shown, int channels, int height, int width, ResizeFilter filter)
    {
        var batch = new ImageBatch(shown.Count, height, width, channels);
        for (var i = 0; i < shown.Count; i++)
        {
            var image = channels == 3 ? shown[i].Image.ToRgb() : shown[i].Image.ToGrey();
            var fitted = image.Height == height && image.Width == width ? image : image.Resize(height, width, filter);
            fitted.Pixels.CopyTo(batch[i]);
        }

        return batch.ToGrid(new GridOptions { Columns = shown.Count, Captions = [.. shown.Select(static each => each.Title)] });
    }
}
