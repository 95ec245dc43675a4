using Microsoft.Win32.SafeHandles;

namespace Gans.Formats;

/// <summary>A part of an open file, read from its beginning. Several threads may each read one of the same file.</summary>
internal sealed class FileWindow(SafeFileHandle file, long start, long length) : ReadOnlyStream
{
    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = RandomAccess.Read(file, buffer[..(int)Math.Min(buffer.Length, length - BytesRead)], start + BytesRead);
        BytesRead += read;
        return read;
    }
}
