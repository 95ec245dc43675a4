using Microsoft.Win32.SafeHandles;

namespace Gans.Formats.Vips;

/// <summary>Owns one reference to a native image; the only type that gives it back.</summary>
internal sealed unsafe class VipsImage : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int UnsignedChar = 0, UnsignedShort = 2;   // VIPS_FORMAT_UCHAR, VIPS_FORMAT_USHORT

    /// <summary>Takes over one reference.</summary>
    internal VipsImage(nint reference)
        : base(ownsHandle: true) => SetHandle(reference);

    /// <summary>Width in pixels.</summary>
    internal int Width => NativeMethods.vips_image_get_width(this);

    /// <summary>Height in pixels.</summary>
    internal int Height => NativeMethods.vips_image_get_height(this);

    /// <summary>Values a pixel, alpha included.</summary>
    internal int Bands => NativeMethods.vips_image_get_bands(this);

    /// <summary>1 or 2 where values are unsigned whole numbers of 8 or 16 bits, 0 where they are something else.</summary>
    internal int BytesPerValue => NativeMethods.vips_image_get_format(this) switch
    {
        UnsignedChar => 1,
        UnsignedShort => 2,
        _ => 0,
    };

    /// <summary>Whether the pixels lie as the picture is to be seen; metadata may ask for a turn.</summary>
    internal bool IsUpright => NativeMethods.vips_image_get_orientation(this) <= 1;

    /// <summary>What the values mean.</summary>
    internal VipsInterpretation Interpretation => (VipsInterpretation)NativeMethods.vips_image_get_interpretation(this);

    /// <summary>Wraps bytes without copying them: they must stay in place for as long as the image lives.</summary>
    /// <param name="pixels">[height, width, bands].</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="bands">Values a pixel.</param>
    internal static VipsImage Wrap(byte* pixels, int width, int height, int bands)
    {
        var size = (nuint)width * (nuint)height * (nuint)bands;
        var image = NativeMethods.vips_image_new_from_memory(pixels, size, width, height, bands, UnsignedChar);
        return image == 0 ? throw new VipsException(VipsErrors.Take()) : new VipsImage(image);
    }

    /// <summary>Says that the picture is a pile of frames, to be shown one after the other, again and again.</summary>
    /// <param name="frameHeight">Height of each in pixels.</param>
    /// <param name="delays">How long each is shown, in milliseconds.</param>
    internal void Animate(int frameHeight, ReadOnlySpan<int> delays)
    {
        NativeMethods.vips_image_set_int(this, "page-height", frameHeight);
        NativeMethods.vips_image_set_int(this, "loop", 0);
        fixed (int* start = delays)
        {
            NativeMethods.vips_image_set_array_int(this, "delay", start, delays.Length);
        }
    }

    /// <summary>Computes all pixels, on the calling thread: for small images that is faster than libvips' pool.</summary>
    /// <returns>[Height, Width, Bands], <see cref="BytesPerValue"/> each, in the machine's byte order.</returns>
    /// <exception cref="VipsException">They cannot be computed: the file behind them is damaged.</exception>
    internal byte[] ToArray()
    {
        var region = NativeMethods.vips_region_new(this);
        var memory = region == 0 ? 0 : NativeMethods.vips_region_fetch(region, 0, 0, Width, Height, out _);
        try
        {
            return memory == 0
                ? throw new VipsException(VipsErrors.Take())
                : new ReadOnlySpan<byte>((byte*)memory, checked(Width * Height * Bands * BytesPerValue)).ToArray();
        }
        finally
        {
            NativeMethods.g_free(memory);
            if (region != 0)
            {
                NativeMethods.g_object_unref(region);
            }
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMethods.g_object_unref(handle);
        return true;
    }
}

/// <summary>The meanings of pixel values that we tell apart (VipsInterpretation).</summary>
internal enum VipsInterpretation
{
    /// <summary>Four inks, 255 covering all.</summary>
    Cmyk = 15,

    /// <summary>sRGB.</summary>
    StandardRgb = 22,
}
