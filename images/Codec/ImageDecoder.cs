using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NetVips;
using VipsImage = NetVips.Image;

namespace Gans.Formats;

/// <summary>Turns the bytes of an image file into an <see cref="Image"/>.</summary>
internal static class ImageDecoder
{
    // libvips has one error buffer for the process. Decoding goes side by side; one that failed is done again alone, to read its own error.
    private static readonly ReaderWriterLockSlim Gate = new();

    /// <summary>Decodes a file.</summary>
    /// <param name="data">All of the file.</param>
    /// <param name="options">Limits and background.</param>
    /// <param name="name">The file, for messages.</param>
    /// <exception cref="InvalidInputException">It is no JPEG, PNG or WebP, is damaged, or has too many pixels.</exception>
    internal static Image Decode(ReadOnlySpan<byte> data, DecodeOptions options, string name)
    {
        var format = ImageFormats.FromContent(data) ?? throw new InvalidInputException(
            $"Reading {name}: found {OtherFormats.Describe(data)}, needed a JPEG, PNG or WebP image. Convert it, or remove it.");
        var word = format.ToString().ToUpperInvariant();
        if (IsTruncated(data, format))
        {
            throw new InvalidInputException(
                $"Reading {name}: truncated {word}: the file ends after {data.Length:N0} bytes, before the image does. Get it again, or remove it.");
        }

        VipsRuntime.EnsureReady();
        var file = data.ToArray();   // libvips reads it while it decodes, from an array that stays in place
        Gate.EnterReadLock();
        try
        {
            return Decode(file, format, options, name);
        }
        catch (VipsException)
        {
            // Done again below.
        }
        finally
        {
            Gate.ExitReadLock();
        }

        Gate.EnterWriteLock();
        try
        {
            return Decode(file, format, options, name);
        }
        catch (VipsException e)
        {
            throw new InvalidInputException($"Reading {name}: damaged {word}: {ReasonOf(e)}. Get it again, or remove it.", e);
        }
        finally
        {
            Gate.ExitWriteLock();
        }
    }

    /// <summary>The library's own words in one line; the first line of the exception names only the call.</summary>
    private static string ReasonOf(VipsException failure)
    {
        var lines = failure.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1).Distinct().ToArray();
        return lines.Length == 0 ? "no reason given" : string.Join("; ", lines);
    }

    private static Image Decode(byte[] file, ImageFormat format, DecodeOptions options, string name)
    {
        // A source pins the file and is disposed after all that reads from it.
        using var source = Source.NewFromMemory(file);
        using var whole = Open(source, format, shrink: 1);
        if ((long)whole.Width * whole.Height > options.MaximumPixels)
        {
            throw new InvalidInputException(
                $"Reading {name}: found {whole.Height} x {whole.Width} pixels, needed at most {options.MaximumPixels:N0} in all. "
                + "Shrink the image, or raise the limit.");
        }

        if (format != ImageFormat.Jpeg || Shrink(whole, options) is not (> 1 and var shrink))
        {
            return Upright(whole, options, name);
        }

        using var again = Source.NewFromMemory(file);
        using var small = Open(again, format, shrink);
        return Upright(small, options, name);
    }

    /// <summary>Reads a file's head; its pixels are decoded when they are asked for, in memory and never through a temporary file.</summary>
    /// <remarks>JPEG's warnings mean that pixels were made up, PNG's mostly that a colour profile is odd.</remarks>
    private static VipsImage Open(Source source, ImageFormat format, int shrink) => format switch
    {
        ImageFormat.Jpeg => VipsImage.JpegloadSource(source, shrink: shrink, memory: true, failOn: Enums.FailOn.Warning),
        ImageFormat.Png => VipsImage.PngloadSource(source, memory: true, failOn: Enums.FailOn.Error),
        ImageFormat.Webp => VipsImage.WebploadSource(source, memory: true, failOn: Enums.FailOn.Error),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
    };

    /// <summary>How many times smaller a JPEG is decoded: 1, 2, 4 or 8.</summary>
    private static int Shrink(VipsImage image, DecodeOptions options) => (Math.Min(image.Height, image.Width) / options.TargetSize) switch
    {
        null or < 4 => 1,
        < 8 => 2,
        < 16 => 4,
        _ => 8,
    };

    private static Image Upright(VipsImage image, DecodeOptions options, string name)
    {
        if (!image.Contains("orientation"))
        {
            return ToImage(image, options, name);
        }

        using var upright = image.Autorot();
        return ToImage(upright, options, name);
    }

    private static Image ToImage(VipsImage image, DecodeOptions options, string name)
    {
        if (image.Interpretation != Enums.Interpretation.Cmyk)
        {
            return Copy(image, options, name);
        }

        using var converted = image.Colourspace(Enums.Interpretation.Srgb);
        return Copy(converted, options, name);
    }

    private static Image Copy(VipsImage image, DecodeOptions options, string name)
    {
        var (height, width, bands) = (image.Height, image.Width, image.Bands);
        var depth = image.Format switch
        {
            Enums.BandFormat.Uchar => 1,
            Enums.BandFormat.Ushort => 2,
            _ => 0,
        };
        if (bands is < 1 or > 4 || depth == 0 || (long)height * width * bands * depth > Array.MaxLength)
        {
            throw new InvalidInputException(
                $"Reading {name}: found {height} x {width} pixels of {bands} channels, needed 1 to 4 channels of 8 or 16 bits, below 2 GiB in all. "
                + "Convert it, or remove it.");
        }

        // A region computes on the calling thread: for small images that is faster than libvips' pool.
        using var region = Region.New(image);
        var values = region.Fetch(0, 0, width, height);
        var pixels = depth == 2 ? ToBytes(values) : values;
        return bands is 1 or 3 ? new Image(height, width, bands, pixels) : Flatten(pixels, height, width, bands - 1, options.Background);
    }

    /// <summary>16 bits to 8: value / 257, rounded to the nearest.</summary>
    private static byte[] ToBytes(byte[] wide)
    {
        var values = MemoryMarshal.Cast<byte, ushort>(wide);
        var bytes = new byte[values.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((values[i] + 128) / 257);
        }

        return bytes;
    }

    /// <summary>Lays the image over the background: (value * alpha + background * (255 - alpha)) / 255, rounded to the nearest.</summary>
    private static Image Flatten(ReadOnlySpan<byte> pixels, int height, int width, int channels, byte background)
    {
        var flat = new Image(height, width, channels);
        var target = flat.Pixels;
        for (var (from, to) = (0, 0); to < target.Length; from += channels + 1)
        {
            var alpha = pixels[from + channels];
            for (var c = 0; c < channels; c++)
            {
                target[to++] = (byte)(((pixels[from + c] * alpha) + (background * (255 - alpha)) + 127) / 255);
            }
        }

        return flat;
    }

    /// <summary>Whether a file lacks its format's end.</summary>
    private static bool IsTruncated(ReadOnlySpan<byte> data, ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => data.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) < 0,
        ImageFormat.Png => data.LastIndexOf("IEND"u8) < 0,
        ImageFormat.Webp => BinaryPrimitives.ReadUInt32LittleEndian(data[4..]) + 8L > data.Length,
        _ => false,
    };
}
