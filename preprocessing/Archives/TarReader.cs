using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Gans.Formats;

namespace Gans.Preprocessing.Archives;

/// <summary>Reads a tar archive from its first file to its last: ustar, PAX and GNU's long names; links, devices and folders are passed over.</summary>
/// <remarks>POSIX.1-2017, pax interchange format. Its headers are read as far as one megabyte: .NET's own reader takes whatever size a header claims.</remarks>
/// <param name="stream">At the archive's first byte.</param>
internal sealed class TarReader(Stream stream)
{
    private const int BlockSize = 512, LargestHeader = 1 << 20, LongestName = 4096;
    private const int SizeOffset = 124, SizeLength = 12, SumOffset = 148, SumLength = 8, TypeOffset = 156, MagicOffset = 257, PrefixOffset = 345;

    private readonly byte[] block = new byte[BlockSize];
    private long unread;    // of the present file's content
    private int padding;    // behind it

    /// <summary>Goes to the next file; what was not read of the one before is skipped.</summary>
    /// <returns>Its name, as in the archive, and its bytes; null at the end.</returns>
    /// <exception cref="InvalidDataException">The archive is damaged or cut short.</exception>
    internal (string Name, long Length)? Next()
    {
        byte[]? longName = null;
        long? longSize = null;
        while (true)
        {
            Skip(unread + padding);
            ReadExactly(block);
            if (!block.AsSpan().ContainsAnyExcept((byte)0))
            {
                (unread, padding) = (0, 0);
                return null;
            }

            CheckSum();
            var type = (char)block[TypeOffset];
            var size = longSize is { } claimed && type is not ('x' or 'g' or 'L' or 'K' or 'X') ? claimed : Number(block.AsSpan(SizeOffset, SizeLength));
            (unread, padding) = (size, (int)((BlockSize - (size % BlockSize)) % BlockSize));
            switch (type)
            {
                case 'L':
                    longName = ReadHeader();
                    longName = longName.AsSpan().IndexOf((byte)0) is >= 0 and var end ? longName[..end] : longName;
                    break;
                case 'x' or 'X':
                    (longName, longSize) = Records(ReadHeader(), longName, longSize);
                    break;
                case '\0' or '0' or '7' when NameOf(longName) is var name && !name.EndsWith('/'):
                    return (name, size);
                case 'S':
                    SkipSparseMap();
                    (longName, longSize) = (null, null);
                    break;
                case 'g' or 'K':
                    Limit();
                    break;
                default:
                    (longName, longSize) = (null, null);
                    break;
            }
        }
    }

    /// <summary>Reads the present file's content on.</summary>
    /// <exception cref="InvalidDataException">The archive is cut short.</exception>
    internal void ReadContent(Span<byte> target)
    {
        ReadExactly(target);
        unread -= target.Length;
    }

    /// <summary>Reads the rest of the archive, which is padding: so that its checksum is looked at where it has one.</summary>
    internal void ReadToEnd()
    {
        while (stream.Read(block) > 0)
        {
        }
    }

    private static InvalidDataException CutShort() => new("it is cut short");

    private string NameOf(byte[]? longName)
    {
        if (longName is null)
        {
            var name = Field(0, 100);
            var prefix = block.AsSpan(MagicOffset, 6).SequenceEqual("ustar\0"u8) ? Field(PrefixOffset, 155) : [];
            longName = prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
        }

        return longName.Length <= LongestName
            ? FolderListing.Text(longName)
            : throw new InvalidDataException($"a name of {longName.Length:N0} letters, where {LongestName:N0} are enough");
    }

    private ReadOnlySpan<byte> Field(int offset, int length)
    {
        var field = block.AsSpan(offset, length);
        return field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field;
    }

    /// <summary>A number as octal digits, or, where its first bit is set, as big-endian bytes.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            return BinaryPrimitives.ReadInt64BigEndian(field[^sizeof(long)..]) is >= 0 and var large && field[1..^sizeof(long)].IndexOfAnyExcept((byte)0) < 0
                ? large
                : throw new InvalidDataException("an impossible size");
        }

        var number = 0L;
        foreach (var digit in field.Trim(" \0"u8))
        {
            number = digit is >= (byte)'0' and <= (byte)'7' ? (number * 8) + digit - '0' : throw new InvalidDataException("a size that is no number");
        }

        return number;
    }

    /// <summary>The header's bytes add up to what it says, its own field counted as blanks; old writers took bytes for signed.</summary>
    private void CheckSum()
    {
        var (unsigned, signed) = (0L, 0L);
        for (var i = 0; i < BlockSize; i++)
        {
            var value = i is >= SumOffset and < SumOffset + SumLength ? (byte)' ' : block[i];
            unsigned += value;
            signed += (sbyte)value;
        }

        if (Number(block.AsSpan(SumOffset, SumLength)) is var sum && sum != unsigned && sum != signed)
        {
            throw new InvalidDataException("a header whose checksum differs from its content");
        }
    }

    private void Limit()
    {
        if (unread > LargestHeader)
        {
            throw new InvalidDataException($"a header of {unread:N0} bytes, where {LargestHeader:N0} are enough");
        }
    }

    private byte[] ReadHeader()
    {
        Limit();
        var header = new byte[unread];
        ReadContent(header);
        return header;
    }

    /// <summary>Reads records such as <c>30 path=a/long/name.png</c> and a line's end; the number counts the bytes of its record.</summary>
    private static (byte[]? Name, long? Size) Records(ReadOnlySpan<byte> records, byte[]? name, long? size)
    {
        while (!records.IsEmpty)
        {
            var blank = records.IndexOf((byte)' ');
            if (blank < 1
                || !int.TryParse(records[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= blank + 1
                || length > records.Length)
            {
                throw new InvalidDataException("a damaged header");
            }

            var record = records[(blank + 1)..(length - 1)];
            if (record.StartsWith("path="u8))
            {
                name = record[5..].ToArray();
            }
            else if (record.StartsWith("size="u8))
            {
                size = long.TryParse(record[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw new InvalidDataException($"the size {Encoding.Latin1.GetString(record[5..])}");
            }

            records = records[length..];
        }

        return (name, size);
    }

    /// <summary>GNU's map of a sparse file, of which the header holds a part and blocks behind it the rest.</summary>
    private void SkipSparseMap()
    {
        const int moreInHeader = 482, moreInBlock = 504;
        var hasMore = block[moreInHeader] != 0;
        while (hasMore)
        {
            ReadExactly(block);
            hasMore = block[moreInBlock] != 0;
        }
    }

    private void Skip(long count)
    {
        if (stream.CanSeek)
        {
            stream.Position = count <= stream.Length - stream.Position ? stream.Position + count : throw CutShort();
            return;
        }

        var scratch = new byte[Math.Min(count, 1 << 16)];
        while (count > 0)
        {
            var read = stream.Read(scratch.AsSpan(0, (int)Math.Min(count, scratch.Length)));
            count -= read > 0 ? read : throw CutShort();
        }
    }

    private void ReadExactly(Span<byte> target)
    {
        if (stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
        {
            throw CutShort();
        }
    }
}
