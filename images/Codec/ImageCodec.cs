using System.Buffers;
using NetVips;
using VipsImage = NetVips.Image;

namespace Gans.Formats;

/// <summary>Decodes and encodes JPEG, PNG and WebP, through libvips. Threads may call it side by side.</summary>
/// <remarks>
/// The first use sets for the whole process, and so for an app's own use of NetVips, that libvips caches no operations, gives each image one thread and
/// keeps its warnings to itself. Nothing is written but what is asked for: no temporary files.
/// </remarks>
public static class ImageCodec
{
    /// <summary>Bytes of the largest image file that is read: no picture needs more.</summary>
    public const long LargestFile = 256L << 20;

    private const int PngCompression = 6;
    private const int DefaultJpegQuality = 95;
    private const int BestQuality = 100;

    /// <summary>The version of the native library, such as <c>8.18.7</c>.</summary>
    /// <exception cref="DllNotFoundException">It is not installed; the message says what to do.</exception>
    public static string NativeVersion => VipsRuntime.Version;

    /// <summary>Where the native library was found: a path, or its name where the system does not tell.</summary>
    /// <exception cref="DllNotFoundException">It is not installed; the message says what to do.</exception>
    public static string NativeLocation => VipsRuntime.Location;

    /// <summary>Decodes an image: grey files to 1 channel, all others to 3 (RGB).</summary>
    /// <remarks>
    /// Turned upright where EXIF says so. Transparent parts show <see cref="DecodeOptions.Background"/>. 16 bits a channel become 8:
    /// value / 257, rounded. Palettes become grey or RGB; CMYK becomes sRGB by the file's colour profile, else by a standard one. RGB and grey values are
    /// taken as they are stored: their profiles are not applied. Of an animation the first picture counts.
    /// </remarks>
    /// <param name="data">All of a JPEG, PNG or WebP file; not changed. Its content decides, not its name.</param>
    /// <param name="options">Limits and background; null for the defaults.</param>
    /// <param name="name">What to call the file in messages.</param>
    /// <exception cref="InvalidInputException">It is of another kind, truncated or otherwise damaged, or has too many pixels.</exception>
    /// <exception cref="DllNotFoundException">The native library is not installed; the message says what to do.</exception>
    public static Image Decode(ReadOnlySpan<byte> data, DecodeOptions? options = null, string name = "image") =>
        ImageDecoder.Decode(data, options ?? new DecodeOptions(), name);

    /// <summary>Bytes of memory that decoding a file takes at its peak, the image that comes out of it included, by what its head claims.</summary>
    /// <param name="data">All of an image file.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <returns>The bytes; 0 for what <see cref="Decode"/> refuses by its head.</returns>
    public static long MemoryFor(ReadOnlySpan<byte> data, DecodeOptions? options = null) => ImageHead.Read(data)?.Memory(options ?? new DecodeOptions()) ?? 0;

    /// <summary>Reads and decodes an image file.</summary>
    /// <param name="path">A JPEG, PNG or WebP file, whatever its name's ending.</param>
    /// <param name="options">Limits and background; null for the defaults.</param>
    /// <exception cref="InvalidInputException">It is missing, of another kind, truncated or otherwise damaged, or has too many pixels.</exception>
    /// <exception cref="DllNotFoundException">The native library is not installed; the message says what to do.</exception>
    /// <inheritdoc cref="Decode(ReadOnlySpan{byte}, DecodeOptions?, string)" path="/remarks"/>
    public static Image Load(string path, DecodeOptions? options = null) => Decode(InputFile.ReadAll(path, LargestFile), options, path);

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
    public static void EncodeJpeg(Image image, IBufferWriter<byte> destination, int quality = DefaultJpegQuality)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(EncodeJpeg(image.Pixels, image.Height, image.Width, image.Channels, quality));
    }

    /// <summary>Encodes an image as WebP, which knows no grey: that of a grey image is in colour, all its channels equal.</summary>
    /// <param name="image">Grey or RGB.</param>
    /// <param name="destination">Receives the file.</param>
    /// <param name="quality">1 (smallest) to 100 (best); null for an exact picture.</param>
    public static void EncodeWebp(Image image, IBufferWriter<byte> destination, int? quality = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(EncodeWebp(image.Pixels, image.Height, image.Width, image.Channels, quality));
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

    /// <summary>Encodes frames of equal size, one below the other, as an animated GIF that goes on for ever.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="frameHeight">Height of each in pixels.</param>
    /// <param name="delays">How long each is shown, in milliseconds.</param>
    internal static byte[] EncodeGif(Image frames, int frameHeight, int[] delays) =>
        Encode(frames.Pixels, frames.Height, frames.Width, frames.Channels, wrapped =>
        {
            using var animated = wrapped.Mutate(image =>
            {
                image.Set(GValue.GIntType, "page-height", frameHeight);
                image.Set(GValue.GIntType, "loop", 0);
                image.Set(GValue.ArrayIntType, "delay", delays);
            });
            return animated.GifsaveBuffer();
        });

    /// <summary>Encodes [height, width, channels] as PNG.</summary>
    internal static byte[] EncodePng(ReadOnlySpan<byte> pixels, int height, int width, int channels) =>
        Encode(pixels, height, width, channels, static wrapped => wrapped.PngsaveBuffer(compression: PngCompression, keep: Enums.ForeignKeep.None));

    /// <summary>Encodes [height, width, channels] as JPEG.</summary>
    internal static byte[] EncodeJpeg(ReadOnlySpan<byte> pixels, int height, int width, int channels, int quality = DefaultJpegQuality)
    {
        RequireQuality(quality);
        return Encode(pixels, height, width, channels, wrapped => wrapped.JpegsaveBuffer(q: quality, keep: Enums.ForeignKeep.None));
    }

    /// <summary>Encodes [height, width, channels] as WebP; exact where no quality is given.</summary>
    internal static byte[] EncodeWebp(ReadOnlySpan<byte> pixels, int height, int width, int channels, int? quality = null)
    {
        RequireQuality(quality ?? BestQuality);
        return Encode(
            pixels, height, width, channels, wrapped => wrapped.WebpsaveBuffer(q: quality, lossless: quality is null, keep: Enums.ForeignKeep.None));
    }

    private static void RequireQuality(int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, BestQuality);
    }

    /// <summary>Encodes pixels where they lie: libvips reads them while they are pinned.</summary>
    private static unsafe byte[] Encode(ReadOnlySpan<byte> pixels, int height, int width, int channels, Func<VipsImage, byte[]> save)
    {
        VipsRuntime.EnsureReady();
        fixed (byte* start = pixels)
        {
            using var wrapped = VipsImage.NewFromMemory((nint)start, (ulong)pixels.Length, width, height, channels, Enums.BandFormat.Uchar);
            return save(wrapped);
        }
    }
}
