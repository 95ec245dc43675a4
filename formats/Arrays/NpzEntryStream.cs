namespace Gans.Formats;

/// <summary>Reads one entry of a ZIP archive and checks its sum when the last byte has been read.</summary>
internal sealed class NpzEntryStream(Stream content, long length, uint expectedSum) : Stream
{
    private Crc32 sum = new();
    private long position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">All bytes are there, but not those that were written.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer[..(int)Math.Min(buffer.Length, length - position)]);
        sum.Append(buffer[..read]);
        position += read;
        return position == length && read > 0 && sum.Value != expectedSum
            ? throw new InvalidDataException("its checksum differs from its content")
            : read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
