using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>
/// Makes the short vectors of pixels in which bins are compared: images at one small size, of which a random sixth where there are many pixels.
/// </summary>
internal sealed class PixelSampler
{
    private const int LargestSide = 64, MostDimensions = 1000, ReducedBy = 6;   // 1000 and 6 are the authors' numbers

    private readonly int height;
    private readonly int width;
    private readonly int channels;
    private readonly int[] places;

    /// <param name="example">An image of the size that counts.</param>
    /// <param name="seed">Names the pixels that are looked at.</param>
    internal PixelSampler(Image example, long seed)
    {
        var shrink = Math.Max(1.0, Math.Max(example.Height, example.Width) / (double)LargestSide);
        (height, width, channels) = ((int)Math.Max(1, example.Height / shrink), (int)Math.Max(1, example.Width / shrink), example.Channels);
        var all = height * width * channels;
        places = all <= MostDimensions
            ? [.. Enumerable.Range(0, all)]
            : [.. new SeededDraws(seed, DrawPurpose.Pixels).Subset(all, all / ReducedBy).Select(place => (int)place).Order()];
    }

    /// <summary>Values in one vector.</summary>
    internal int Dimensions => places.Length;

    /// <summary>The vector of one image.</summary>
    /// <param name="image">Any size.</param>
    /// <param name="row">Receives values of 0..255.</param>
    internal void Sample(Image image, Span<float> row)
    {
        var pixels = Resized(image, height, width, channels).Pixels;
        for (var i = 0; i < places.Length; i++)
        {
            row[i] = pixels[places[i]];
        }
    }

    /// <summary>An image at another size and in other channels, by the antialiased cubic.</summary>
    internal static Image Resized(Image image, int height, int width, int channels)
    {
        var coloured = image.Channels == channels ? image : channels == 3 ? image.ToRgb() : image.ToGrey();
        return coloured.Height == height && coloured.Width == width ? coloured : coloured.Resize(height, width, ResizeFilter.Bicubic);
    }
}
