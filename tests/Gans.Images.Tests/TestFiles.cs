using NetVips;
using VipsImage = NetVips.Image;

namespace Gans.Formats.Tests;

/// <summary>Picture files for tests, of kinds that the codec does not write.</summary>
internal static class TestFiles
{
    /// <summary>A lossless WebP file.</summary>
    internal static byte[] Webp(Image image) => Webp(image.Pixels.ToArray(), image.Height, image.Width, image.Channels);

    /// <summary>A lossless WebP file that keeps the colour of transparent pixels.</summary>
    internal static byte[] Webp(byte[] pixels, int height, int width, int bands)
    {
        using var image = Wrap(pixels, height, width, bands);
        return image.WebpsaveBuffer(lossless: true, exact: true);
    }

    /// <summary>A lossless WebP animation of frames that lie one below the other.</summary>
    internal static byte[] AnimatedWebp(Image frames, int frameHeight)
    {
        using var pile = Wrap(frames.Pixels.ToArray(), frames.Height, frames.Width, frames.Channels);
        using var animated = pile.Mutate(image => image.Set(GValue.GIntType, "page-height", frameHeight));
        return animated.WebpsaveBuffer(lossless: true);
    }

    /// <summary>A JPEG file of four inks, 255 covering all.</summary>
    internal static byte[] CmykJpeg(byte[] ink, int height, int width)
    {
        using var image = Wrap(ink, height, width, 4);
        using var inks = image.Copy(interpretation: Enums.Interpretation.Cmyk);
        return inks.JpegsaveBuffer(q: 100);
    }

    /// <summary>A file of libvips' saver, from the first row to the last or, interlaced, from coarse to fine.</summary>
    internal static byte[] Save(Image pixels, string saver, bool isInterlaced)
    {
        using var image = Wrap(pixels.Pixels.ToArray(), pixels.Height, pixels.Width, pixels.Channels);
        return (byte[])Operation.Call(saver, new VOption { { "interlace", isInterlaced } }, image);
    }

    private static VipsImage Wrap(byte[] pixels, int height, int width, int bands) =>
        VipsImage.NewFromMemory(pixels, width, height, bands, Enums.BandFormat.Uchar);
}
