using System.Buffers.Binary;
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
        var format = ImageFormats.FromContent(data) ?? throw InvalidInputException.Reading(name, PictureFiles.Problem(data));
        var word = format.ToString().ToUpperInvariant();
        if (IsTruncated(data, format))
        {
            throw InvalidInputException.Reading(
                name, $"truncated {word}: the file ends after {data.Length:N0} bytes, before the image does. Get it again, or remove it.");
        }

        var head = ImageHead.Read(data) ?? throw InvalidInputException.Reading(name, $"damaged {word}: it says no size. Get it again, or remove it.");
        CheckSize(head.Height, head.Width, options, name);
        if (head.Memory(options) is var memory && memory > options.MaximumMemory)
        {
            throw InvalidInputException.Reading(
                name,
                $"found {head.Height} rows of {head.Width} pixels of {head.Channels} values, which take {memory:N0} bytes to decode, "
                + $"needed at most {options.MaximumMemory:N0}. Save it without interlacing, or shrink it.");
        }

        if (head.LeastSize > data.Length)
        {
            throw InvalidInputException.Reading(
                name,
                $"damaged {word}: it says {head.Height} rows of {head.Width} pixels, which its {data.Length:N0} bytes cannot hold. "
                + "Get it again, or remove it.");
        }

        VipsRuntime.EnsureReady();

        // libvips reads it while it decodes, from an array that stays in place.
        var file = format == ImageFormat.Png ? PngChunks.WithoutTexts(data) : data.ToArray();
        Gate.EnterReadLock();
        try
        {
            return Decode(file, head, options, name);
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
            return Decode(file, head, options, name);
        }
        catch (VipsException e)
        {
            throw InvalidInputException.Reading(name, $"damaged {word}: {ReasonOf(e)}. Get it again, or remove it.", e);
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
        return lines.Length == 0 ? "its pixels cannot be decoded" : string.Join("; ", lines);
    }

    private static Image Decode(byte[] file, ImageHead head, DecodeOptions options, string name)
    {
        // A source pins the file and is disposed after all that reads from it.
        using var source = Source.NewFromMemory(file);
        using var whole = Open(source, head, shrink: 1);
        CheckSize(whole.Height, whole.Width, options, name);
        if (whole.Height != head.Height || whole.Width != head.Width)
        {
            throw InvalidInputException.Reading(name, "damaged image: it says two sizes. Get it again, or remove it.");
        }

        if (head.Format != ImageFormat.Jpeg || options.ShrinkOf(whole.Height, whole.Width) is not (> 1 and var shrink))
        {
            return ToImage(whole, options, name);
        }

        using var again = Source.NewFromMemory(file);
        using var small = Open(again, head, shrink);
        return ToImage(small, options, name);
    }

    private static void CheckSize(int height, int width, DecodeOptions options, string name)
    {
        if ((long)width * height > options.MaximumPixels)
        {
            throw InvalidInputException.Reading(
                name, $"found {height} rows of {width} pixels, needed at most {options.MaximumPixels:N0} pixels in all. Shrink the image, or raise the limit.");
        }
    }

    /// <summary>Reads a file's head; its rows are decoded as they are asked for.</summary>
    /// <remarks>
    /// Where they do not come in their order all are held in memory, never in a temporary file: asked for elsewhere, that would hold them twice. JPEG's
    /// warnings mean that pixels were made up, PNG's mostly that a colour profile is odd.
    /// </remarks>
    private static VipsImage Open(Source source, ImageHead head, int shrink) => head.Format switch
    {
        ImageFormat.Jpeg => VipsImage.JpegloadSource(source, shrink: shrink, access: Enums.Access.Sequential, failOn: Enums.FailOn.Warning),
        ImageFormat.Png => VipsImage.PngloadSource(source, memory: head.IsWhole, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        ImageFormat.Webp => VipsImage.WebploadSource(source, memory: true, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        _ => throw new ArgumentOutOfRangeException(nameof(head), head.Format, "There is no such format."),
    };

    private static Image ToImage(VipsImage image, DecodeOptions options, string name)
    {
        var orientation = image.Contains("orientation") ? (int)image.Get("orientation") : 1;
        if (image.Interpretation != Enums.Interpretation.Cmyk)
        {
            return Copy(image, orientation, options, name);
        }

        using var converted = image.Colourspace(Enums.Interpretation.Srgb);
        return Copy(converted, orientation, options, name);
    }

    /// <summary>Decodes some rows at a time, so that neither depth nor opacity costs more memory than those take.</summary>
    private static Image Copy(VipsImage image, int orientation, DecodeOptions options, string name)
    {
        const int AtOnce = 1 << 20, StripSize = 1 << 16;   // strips are small, so that what is left of them is collected soon
        var (height, width, bands) = (image.Height, image.Width, image.Bands);
        var valueSize = image.Format switch
        {
            Enums.BandFormat.Uchar => 1,
            Enums.BandFormat.Ushort => 2,
            _ => 0,
        };
        if (bands is < 1 or > 4 || valueSize == 0 || (long)height * width * (bands <= 2 ? 1 : 3) > Array.MaxLength)
        {
            throw InvalidInputException.Reading(
                name,
                $"found {height} rows of {width} pixels of {bands} channels, needed 1 to 4 channels of 8 or 16 bits, below 2 GiB in all. "
                + "Convert it, or remove it.");
        }

        // A region computes on the calling thread: for small images that is faster than libvips' pool.
        using var region = Region.New(image);
        var rowSize = (long)width * bands * valueSize;
        var rows = (int)(rowSize * height <= AtOnce ? height : Math.Clamp(StripSize / rowSize, 1, height));
        if (rows == height && valueSize == 1 && bands is 1 or 3 && orientation is <= 1 or > 8)
        {
            return new Image(height, width, bands, region.Fetch(0, 0, width, height));
        }

        var target = new PixelTarget(height, width, bands, valueSize, orientation, options.Background);
        for (var y = 0; y < height; y += rows)
        {
            target.Add(y, region.Fetch(0, y, width, Math.Min(rows, height - y)));
        }

        return target.Image;
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
