using Gans.Formats;
using Gans.Models;
using Gans.Training.Batches;
using static TorchSharp.torch;

namespace Gans.Training.Logs;

/// <summary>Images side by side.</summary>
/// <param name="range">What their network takes for black and for white.</param>
public sealed class GridView(PixelRange range) : SampleView
{
    /// <inheritdoc/>
    public override void Save(Tensor samples, int? columns, string path)
    {
        var pixels = Pixels.FromImages(samples, range);
        var (count, height, width, channels) = pixels.Shape.Expect4("N, H, W, C");
        new ImageBatch((int)count, (int)height, (int)width, (int)channels, pixels.ToArray<byte>()).SaveGrid(path, new GridOptions { Columns = columns });
    }
}
