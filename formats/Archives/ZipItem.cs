namespace Gans.Formats;

/// <summary>A file in a ZIP archive, as its table tells it.</summary>
public sealed class ZipItem
{
    /// <summary>With forward slashes. Bytes that are no UTF-8 are shown as <c>\xff</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes of its content.</summary>
    public required long Length { get; init; }

    /// <summary>Bytes that it takes in the archive.</summary>
    public required long CompressedLength { get; init; }

    /// <summary>Whether it takes as many bytes as it has.</summary>
    internal bool IsStored => Method == ZipReader.Stored;

    /// <summary>How it is compressed, by the format's number.</summary>
    internal int Method { get; init; }

    /// <summary>Whether a password is needed.</summary>
    internal bool IsEncrypted { get; init; }

    /// <summary>CRC-32 of its content.</summary>
    internal uint Sum { get; init; }

    /// <summary>Where its local header begins.</summary>
    internal long Offset { get; init; }

    /// <summary>Where the next one begins, or the table: its bytes end before that.</summary>
    internal long End { get; set; }

    /// <summary>Bytes that it takes at least, its header included.</summary>
    internal long Extent { get; init; }
}
