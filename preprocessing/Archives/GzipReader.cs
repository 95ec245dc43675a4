using System.IO.Compression;
using System.Security.Cryptography;
using Gans.Formats;

namespace Gans.Preprocessing.Archives;

/// <summary>Reads a gzip file, one member or several, to its end: with its checksums, and no further than it may honestly expand.</summary>
/// <remarks>
/// RFC 1952. .NET's stream checks the sum of a member that is whole, and does not miss the end of one that is cut. So here one more member with a known
/// content is put behind the file: only after a whole file does it come out as it went in.
/// </remarks>
/// <param name="file">At its first byte; not disposed.</param>
internal sealed class GzipReader(FileStream file) : ReadOnlyStream
{
    private static readonly byte[] Mark = SHA256.HashData("the end of a gzip file"u8);
    private static readonly byte[] MarkMember = Compress(Mark);

    private readonly GZipStream expanded = new(new Continued(file, MarkMember), CompressionMode.Decompress);
    private readonly byte[] block = new byte[1 << 16];   // from start to end is not given out yet, of which as many bytes as the mark has may be it
    private int start;
    private int end;
    private bool isAtEnd;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The data are damaged, end early, are followed by something else, or expand too far.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (end - start <= Mark.Length && !isAtEnd)
        {
            Fill();
        }

        var read = Math.Min(buffer.Length, Math.Max(0, end - start - Mark.Length));
        block.AsSpan(start, read).CopyTo(buffer);
        start += read;
        BytesRead += read;
        return BytesRead <= Expansion.Most(file.Length)
            ? read
            : throw new InvalidDataException($"more than the {Expansion.Most(file.Length):N0} bytes that are expanded of {file.Length:N0}");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            expanded.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Compress(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    private void Fill()
    {
        block.AsSpan(start, end - start).CopyTo(block);
        (start, end) = (0, end - start);
        int read;
        try
        {
            read = expanded.Read(block.AsSpan(end));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException("gzip data that are damaged or cut short: what they expand to is not what their checksum says", e);
        }

        end += read;
        isAtEnd = read == 0;
        if (isAtEnd && !block.AsSpan(start, end - start).SequenceEqual(Mark))
        {
            throw new InvalidDataException("gzip data that are cut short, or followed by something else");
        }
    }

    /// <summary>A file, and bytes behind it.</summary>
    private sealed class Continued(FileStream file, byte[] more) : ReadOnlyStream
    {
        private int given;

        public override int Read(Span<byte> buffer)
        {
            if (file.Read(buffer) is > 0 and var read)
            {
                return read;
            }

            read = Math.Min(buffer.Length, more.Length - given);
            more.AsSpan(given, read).CopyTo(buffer);
            given += read;
            return read;
        }
    }
}
