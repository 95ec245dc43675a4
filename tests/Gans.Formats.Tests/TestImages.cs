using Gans.Formats.Vips;

namespace Gans.Formats.Tests;

/// <summary>Pictures for tests.</summary>
internal static class TestImages
{
    internal static Image Noise(int height, int width, int channels, int seed)
    {
        var image = new Image(height, width, channels);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }

    /// <summary>A lossless WebP file.</summary>
    internal static byte[] Webp(Image image) => Webp(image.Pixels, image.Height, image.Width, image.Channels);

    /// <summary>A lossless WebP file that keeps the colour of transparent pixels.</summary>
    internal static unsafe byte[] Webp(ReadOnlySpan<byte> pixels, int height, int width, int bands)
    {
        using var saver = new VipsOperation("webpsave_buffer");
        fixed (byte* start = pixels)
        {
            using var image = VipsImage.Wrap(start, width, height, bands);
            return saver.Set("in", image).Set("lossless", true).Set("exact", true).TakeBytes();
        }
    }

    /// <summary>A lossless WebP animation of frames that lie one below the other.</summary>
    internal static unsafe byte[] AnimatedWebp(Image frames, int frameHeight)
    {
        using var saver = new VipsOperation("webpsave_buffer");
        fixed (byte* start = frames.Pixels)
        {
            using var image = VipsImage.Wrap(start, frames.Width, frames.Height, frames.Channels);
            image.Animate(frameHeight, [.. Enumerable.Repeat(100, frames.Height / frameHeight)]);
            return saver.Set("in", image).Set("lossless", true).TakeBytes();
        }
    }

    /// <summary>A file of libvips' saver, from the first row to the last or, interlaced, from coarse to fine.</summary>
    internal static unsafe byte[] Save(Image pixels, string saver, bool isInterlaced)
    {
        using var operation = new VipsOperation(saver);
        fixed (byte* start = pixels.Pixels)
        {
            using var image = VipsImage.Wrap(start, pixels.Width, pixels.Height, pixels.Channels);
            return operation.Set("in", image).Set("interlace", isInterlaced).TakeBytes();
        }
    }
}
