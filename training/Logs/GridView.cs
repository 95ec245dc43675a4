using Gans.Formats;
using Gans.Models;
using Gans.Training.Batches;
using static TorchSharp.torch;

namespace Gans.Training.Logs;

/// <summary>Images side by side.</summary>
/// <param name="range">What their network takes for black and for white.</param>
internal sealed class GridView(PixelRange range) : SampleView
{
    /// <inheritdoc/>
    public override void Save(Tensor samples, int? columns, string path)
    {
        var pixels = Pixels.FromImages(samples, range);
        var sizes = Array.ConvertAll(pixels.shape, size => (int)size);   // N, H, W, C
        new ImageBatch(sizes[0], sizes[1], sizes[2], sizes[3], pixels.ToArray<byte>()).SaveGrid(path, new GridOptions { Columns = columns });
    }
}
