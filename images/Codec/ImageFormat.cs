namespace Gans.Formats;

/// <summary>File formats of images.</summary>
public enum ImageFormat
{
    /// <summary>Portable Network Graphics: exact.</summary>
    Png,

    /// <summary>JPEG: lossy, for photographs.</summary>
    Jpeg,

    /// <summary>WebP: exact, or lossy for photographs; written to bytes, not to files.</summary>
    Webp,
}

/// <summary>Recognises formats.</summary>
internal static class ImageFormats
{
    /// <summary>The format that a file's first bytes show; null for none of ours.</summary>
    internal static ImageFormat? FromContent(ReadOnlySpan<byte> data)
    {
        if (data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return ImageFormat.Jpeg;
        }

        if (data.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return ImageFormat.Png;
        }

        return data.Length >= 12 && data.StartsWith("RIFF"u8) && data[8..].StartsWith("WEBP"u8) ? ImageFormat.Webp : null;
    }

    /// <summary>The format to write that a file's name asks for.</summary>
    /// <exception cref="InvalidInputException">The name ends in none that we write.</exception>
    internal static ImageFormat FromName(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => ImageFormat.Png,
        ".jpg" or ".jpeg" => ImageFormat.Jpeg,
        var other => throw new InvalidInputException($"Writing {path}: found the ending '{other}', needed .png, .jpg or .jpeg. Rename the output."),
    };
}
