using System.Buffers;
using Gans.Formats;

namespace Gans.Pipeline.Reports;

/// <summary>A picture inside the page.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Source">A <c>data:</c> address that holds it.</param>
internal sealed record Picture(string Caption, string Source)
{
    /// <summary>Bytes above which a picture is packed again, with losses that no eye sees: a page of grids of photographs would have megabytes.</summary>
    private const int LargestExact = 100_000;

    private const int Quality = 85;

    /// <summary>Reads a PNG or JPEG file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="caption">What it shows.</param>
    public static Picture Read(string path, string caption)
    {
        var bytes = InputFile.ReadAll(path);
        return bytes.Length > LargestExact
            ? Of(ImageCodec.Decode(bytes, name: path), caption)
            : new Picture(caption, Address(Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase) ? "png" : "jpeg", bytes));
    }

    /// <summary>Packs an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="caption">What it shows.</param>
    public static Picture Of(Image image, string caption)
    {
        var packed = new ArrayBufferWriter<byte>();
        ImageCodec.EncodeWebp(image, packed, Quality);
        return new Picture(caption, Address("webp", packed.WrittenSpan));
    }

    private static string Address(string kind, ReadOnlySpan<byte> bytes) => $"data:image/{kind};base64,{Convert.ToBase64String(bytes)}";
}
