using System.Buffers.Binary;

namespace Gans.Formats;

/// <summary>What the head of an image file claims, read without decoding anything.</summary>
/// <param name="Format">The file's format.</param>
/// <param name="Height">Pixels, as stored.</param>
/// <param name="Width">Pixels, as stored.</param>
/// <param name="Channels">Values a pixel, as stored.</param>
/// <param name="ValueSize">Bytes a value.</param>
/// <param name="IsWhole">Whether the decoder must hold all of the stored image at once, because its rows do not come in their order.</param>
/// <param name="LeastSize">Bytes that a file of such an image has at least.</param>
internal readonly record struct ImageHead(ImageFormat Format, int Height, int Width, int Channels, int ValueSize, bool IsWhole, long LeastSize)
{
    private const int PngHeadSize = 29;   // signature, and IHDR to its interlace method
    private const int MostDeflated = 1032;   // bytes out of one, of zlib's deflate
    private const int MostJpegPixels = 1024;   // a byte; one bit for each block of 64 in each channel, colours halved both ways, gives 341

    /// <summary>Reads a head.</summary>
    /// <param name="data">All of a file.</param>
    /// <returns>What it claims; null where it is damaged, or of no format that is decoded.</returns>
    internal static ImageHead? Read(ReadOnlySpan<byte> data) => ImageFormats.FromContent(data) switch
    {
        ImageFormat.Jpeg => Jpeg(data),
        ImageFormat.Png => Png(data),
        ImageFormat.Webp => Webp(data),
        _ => null,
    };

    /// <summary>Bytes that decoding takes at its peak, the image that comes out of it included.</summary>
    internal long Memory(DecodeOptions options)
    {
        var shrink = Format == ImageFormat.Jpeg ? options.ShrinkOf(Height, Width) : 1;
        var pixels = (long)Height * Width;
        return (pixels / (shrink * shrink) * (Channels <= 2 ? 1 : 3)) + (IsWhole ? pixels * Channels * ValueSize : 0);
    }

    private static ImageHead? Png(ReadOnlySpan<byte> data)
    {
        if (data.Length < PngHeadSize)
        {
            return null;
        }

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data[16..]), BinaryPrimitives.ReadUInt32BigEndian(data[20..]));
        var channels = data[25] switch { 0 => 1, 4 => 2, 2 => 3, _ => 4 };   // a palette may hold transparent colours
        var bits = data[24] * (data[25] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 });
        var least = (long)((Int128)width * height * bits / 8 / MostDeflated);
        return width <= int.MaxValue && height <= int.MaxValue
            ? new ImageHead(ImageFormat.Png, (int)height, (int)width, channels, data[24] == 16 ? 2 : 1, IsWhole: data[28] != 0, least)
            : null;
    }

    /// <summary>Looks for the frame header among the segments (ITU-T T.81, B.2.2).</summary>
    private static ImageHead? Jpeg(ReadOnlySpan<byte> data)
    {
        for (var at = 2; at + 9 < data.Length;)
        {
            var marker = data[at + 1];
            if (data[at] != 0xFF)
            {
                return null;
            }

            if (marker == 0xFF)
            {
                at++;   // fill
            }
            else if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
            {
                at += 2;   // markers without a segment
            }
            else if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                const int CoefficientSize = 2;
                var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(data[(at + 5)..]), BinaryPrimitives.ReadUInt16BigEndian(data[(at + 7)..]));
                return new ImageHead(
                    ImageFormat.Jpeg,
                    height,
                    width,
                    data[at + 9],
                    CoefficientSize,
                    IsWhole: marker is 0xC2 or 0xC6 or 0xCA or 0xCE,
                    (long)height * width / MostJpegPixels);
            }
            else
            {
                at += 2 + BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]);
            }
        }

        return null;
    }

    /// <summary>The first chunk says the size (RFC 9649).</summary>
    private static ImageHead? Webp(ReadOnlySpan<byte> data)
    {
        if (data.Length < 30)
        {
            return null;
        }

        var sizes = BinaryPrimitives.ReadUInt32LittleEndian(data[21..]);   // of the lossless form: 14 bits each
        var (width, height) = data[12..16] switch
        {
            [(byte)'V', (byte)'P', (byte)'8', (byte)'X'] => (1 + UInt24(data[24..]), 1 + UInt24(data[27..])),
            [(byte)'V', (byte)'P', (byte)'8', (byte)'L'] => (1 + (int)(sizes & 0x3FFF), 1 + (int)((sizes >> 14) & 0x3FFF)),
            _ => (BinaryPrimitives.ReadUInt16LittleEndian(data[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[28..]) & 0x3FFF),
        };
        return new ImageHead(ImageFormat.Webp, height, width, Channels: 4, ValueSize: 1, IsWhole: true, LeastSize: 0);
    }

    private static int UInt24(ReadOnlySpan<byte> data) => data[0] | (data[1] << 8) | (data[2] << 16);
}
