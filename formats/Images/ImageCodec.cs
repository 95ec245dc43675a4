using System.Buffers;
using Gans.Formats.Vips;

namespace Gans.Formats;

/// <summary>Decodes JPEG, PNG and WebP and encodes PNG and JPEG, through libvips. Threads may call it side by side.</summary>
public static class ImageCodec
{
    private const int PngCompression = 6;

    /// <summary>The version of the native library, such as <c>8.18.7</c>.</summary>
    /// <exception cref="DllNotFoundException">It is not installed; the message lists what was tried.</exception>
    public static string NativeVersion => VipsLibrary.Version;

    /// <summary>Where the native library was found: a path, or a name that the system's loader resolved.</summary>
    /// <exception cref="DllNotFoundException">It is not installed; the message lists what was tried.</exception>
    public static string NativeLocation => VipsLibrary.Location;

    /// <summary>Encodes an image as PNG, 8 bits a channel. Equal images give equal bytes.</summary>
    /// <param name="image">Grey or RGB.</param>
    /// <param name="destination">Receives the file.</param>
    public static void EncodePng(Image image, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(EncodePng(image.Pixels, image.Height, image.Width, image.Channels));
    }

    /// <summary>Encodes an image as baseline JPEG; RGB is stored as YCbCr, its colours at half resolution below quality 90.</summary>
    /// <param name="image">Grey or RGB.</param>
    /// <param name="destination">Receives the file.</param>
    /// <param name="quality">1 (smallest) to 100 (best).</param>
    public static void EncodeJpeg(Image image, IBufferWriter<byte> destination, int quality = 95)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        destination.Write(Encode(image.Pixels, image.Height, image.Width, image.Channels, "jpegsave_buffer", saver => saver.Set("Q", quality)));
    }

    /// <summary>Saves an image; the file is there whole or not at all.</summary>
    /// <param name="image">Grey or RGB.</param>
    /// <param name="path">Ends in .png or in .jpg, .jpeg (quality 95).</param>
    /// <exception cref="InvalidInputException">The name ends otherwise, or the place cannot be written to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public static void Save(Image image, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var encoded = new ArrayBufferWriter<byte>();
        if (ImageFormats.FromName(path) == ImageFormat.Png)
        {
            EncodePng(image, encoded);
        }
        else
        {
            EncodeJpeg(image, encoded);
        }

        AtomicFile.Write(path, stream => stream.Write(encoded.WrittenSpan));
    }

    /// <summary>Encodes [height, width, channels] as PNG.</summary>
    internal static byte[] EncodePng(ReadOnlySpan<byte> pixels, int height, int width, int channels) =>
        Encode(pixels, height, width, channels, "pngsave_buffer", saver => saver.Set("compression", PngCompression));

    private static unsafe byte[] Encode(
        ReadOnlySpan<byte> pixels, int height, int width, int channels, string operation, Action<VipsOperation> configure)
    {
        fixed (byte* start = pixels)
        {
            using var saver = new VipsOperation(operation);
            using var image = VipsImage.Wrap(start, width, height, channels);
            saver.Set("in", image).Set("keep", 0);   // VIPS_FOREIGN_KEEP_NONE: pixels, no metadata
            configure(saver);
            return saver.TakeBytes();
        }
    }
}
