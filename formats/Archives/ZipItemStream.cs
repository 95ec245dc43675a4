namespace Gans.Formats;

/// <summary>Reads one entry of a ZIP archive; when its last byte is read, checks its sum and that nothing follows.</summary>
/// <param name="content">What the entry expands to.</param>
/// <param name="length">Bytes that it must have.</param>
/// <param name="expectedSum">CRC-32 that they must have; null where it is not known.</param>
internal sealed class ZipItemStream(Stream content, long length, uint? expectedSum) : ReadOnlyStream
{
    private Crc32 sum = new();

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">All bytes are there, but not those that were written, or more.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer[..(int)Math.Min(buffer.Length, length - BytesRead)]);
        if (read == 0)
        {
            return 0;
        }

        if (expectedSum is not null)
        {
            sum.Append(buffer[..read]);
        }

        BytesRead += read;
        if (BytesRead == length)
        {
            CheckEnd();
        }

        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private void CheckEnd()
    {
        if (expectedSum is { } expected && sum.Value != expected)
        {
            throw new InvalidDataException("its checksum differs from its content");
        }

        if (content.ReadByte() >= 0)
        {
            throw new InvalidDataException("its content is longer than the archive's table says");
        }
    }
}
