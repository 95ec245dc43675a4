namespace Gans.Formats;

/// <summary>Recognises files that are not decoded, so that messages can name what was found.</summary>
internal static class OtherFormats
{
    private const int BrandOffset = 4;   // of "ftyp" and what follows, in files of ISO/IEC 14496-12

    /// <summary>What a file is by its first bytes, with its article.</summary>
    internal static string Describe(ReadOnlySpan<byte> data) => Picture(data) ?? data switch
    {
        [] => "an empty file",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "a PDF document",
        _ => $"a file that begins with {Convert.ToHexString(data[..Math.Min(8, data.Length)])}",
    };

    /// <summary>Which picture of a kind that is not decoded it is by its first bytes, with its article; null for anything else.</summary>
    internal static string? Picture(ReadOnlySpan<byte> data) => data switch
    {
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "a GIF image",
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => "a TIFF image",
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => "a BMP image",
        [0xFF, 0x0A, ..] or [0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' ', ..] => "a JPEG XL image",
        [0, 0, 0, 12, (byte)'j', (byte)'P', (byte)' ', (byte)' ', ..] => "a JPEG 2000 image",
        _ when data.Length > BrandOffset && data[BrandOffset..].StartsWith("ftypavi"u8) => "an AVIF image",
        _ when data.Length > BrandOffset && (data[BrandOffset..].StartsWith("ftyphei"u8) || data[BrandOffset..].StartsWith("ftypmif"u8)) => "a HEIF image",
        _ => null,
    };
}
