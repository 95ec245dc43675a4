using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace Gans.Formats;

/// <summary>Reads ZIP archives, stored and deflated entries, with and without ZIP64. Threads may read entries side by side.</summary>
/// <remarks>
/// PKWARE's APPNOTE 6.3.10. Work and memory are bounded by the archive's size: no two entries share bytes, each is checked against its sum and its length,
/// and together they expand to no more than <see cref="Expansion.Most"/>. What the archive says wrongly is an <see cref="InvalidDataException"/>.
/// </remarks>
public sealed class ZipReader : IDisposable
{
    /// <summary>The format's number for what is not compressed.</summary>
    internal const int Stored = 0;

    private const int Deflated = 8, LongestName = 4096;
    private const int EndSize = 22, LocatorSize = 20, LargeEndSize = 56, EntrySize = 46, LocalSize = 30, LongestComment = ushort.MaxValue;
    private const uint EndMark = 0x06054B50, LocatorMark = 0x07064B50, LargeEndMark = 0x06064B50, EntryMark = 0x02014B50, LocalMark = 0x04034B50;

    private readonly FileStream file;
    private readonly SafeFileHandle handle;
    private readonly long length;

    private ZipReader(FileStream file)
    {
        (this.file, handle, length) = (file, file.SafeFileHandle, file.Length);
        Items = ReadTable();
    }

    /// <summary>All files, in the order of the archive's table; folders are left out.</summary>
    public IReadOnlyList<ZipItem> Items { get; }

    /// <summary>Opens an archive and reads its table.</summary>
    /// <param name="path">The file, as the user named it.</param>
    /// <exception cref="InvalidInputException">There is no such file, or it may not be read.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or no ZIP archive; the message says which, for a sentence of the caller's.</exception>
    public static ZipReader Open(string path)
    {
        var file = InputFile.Open(path);
        try
        {
            return new ZipReader(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens an entry. Its sum is checked when its last byte is read.</summary>
    /// <param name="item">One of <see cref="Items"/>.</param>
    /// <param name="acceptsNoSum">Whether a sum of 0 stands for none, as some writers leave it out.</param>
    /// <exception cref="NotSupportedException">It is encrypted, or compressed otherwise; the message says which, for a sentence of the caller's.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public Stream OpenItem(ZipItem item, bool acceptsNoSum = false)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.IsEncrypted)
        {
            throw new NotSupportedException("it is encrypted");
        }

        if (item.Method is not (Stored or Deflated))
        {
            throw new NotSupportedException($"it is compressed by {MethodName(item.Method)}, not by deflate");
        }

        Span<byte> head = stackalloc byte[LocalSize];
        ReadAt(item.Offset, head);
        var start = item.Offset + LocalSize + BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(head) != LocalMark || start + item.CompressedLength > item.End)
        {
            throw new InvalidDataException("it does not lie where the archive's table says");
        }

        var stored = new FileWindow(handle, start, item.CompressedLength);
        return new ZipItemStream(
            item.IsStored ? stored : new DeflateStream(stored, CompressionMode.Decompress), item.Length, acceptsNoSum && item.Sum == 0 ? null : item.Sum);
    }

    /// <summary>Reads an entry below 2 GiB whole; memory grows only as bytes arrive.</summary>
    /// <inheritdoc cref="OpenItem" path="/exception"/>
    /// <exception cref="EndOfStreamException">It is cut short.</exception>
    public byte[] ReadItem(ZipItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        using var content = OpenItem(item);
        return InputFile.ReadGrowing(content, checked((int)item.Length)) ?? throw new EndOfStreamException("it is cut short");
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    private static string MethodName(int method) => method switch
    {
        9 => "Deflate64",
        12 => "BZIP2",
        14 => "LZMA",
        93 => "Zstandard",
        95 => "XZ",
        _ => $"method {method}",
    };

    private static InvalidDataException Damaged(string found) => new(found);

    private List<ZipItem> ReadTable()
    {
        var (start, size, count) = FindTable();
        if (start < 0 || size < 0 || start > length - size || count < 0 || count > size / EntrySize)
        {
            throw Damaged("a table of contents that does not fit into the file");
        }

        using var table = new BufferedStream(new FileWindow(handle, start, size), 1 << 16);
        var items = new List<ZipItem>();
        for (var i = 0L; i < count; i++)
        {
            items.Add(ReadEntry(table, start));
        }

        CheckPlaces(items, start);
        items.RemoveAll(static item => item.Name.EndsWith('/'));
        return items;
    }

    /// <summary>The table's place, by the record at the file's end.</summary>
    private (long Start, long Size, long Count) FindTable()
    {
        var tail = new byte[Math.Min(length, EndSize + LongestComment)];
        ReadAt(length - tail.Length, tail);
        for (var i = tail.Length - EndSize; i >= 0; i--)
        {
            var end = tail.AsSpan(i);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) == EndMark && BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) <= end.Length - EndSize)
            {
                return FindLargeTable(length - tail.Length + i) ?? (
                    BinaryPrimitives.ReadUInt32LittleEndian(end[16..]),
                    BinaryPrimitives.ReadUInt32LittleEndian(end[12..]),
                    BinaryPrimitives.ReadUInt16LittleEndian(end[10..]));
            }
        }

        throw Damaged("no table of contents at its end");
    }

    private (long Start, long Size, long Count)? FindLargeTable(long end)
    {
        Span<byte> record = stackalloc byte[LargeEndSize];
        if (end < LocatorSize)
        {
            return null;
        }

        ReadAt(end - LocatorSize, record[..LocatorSize]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(record) != LocatorMark)
        {
            return null;
        }

        var place = BinaryPrimitives.ReadInt64LittleEndian(record[8..]);
        if (place < 0 || place > end - LocatorSize - LargeEndSize)
        {
            throw Damaged("a table of contents that does not fit into the file");
        }

        ReadAt(place, record);
        return BinaryPrimitives.ReadUInt32LittleEndian(record) == LargeEndMark
            ? (BinaryPrimitives.ReadInt64LittleEndian(record[48..]), BinaryPrimitives.ReadInt64LittleEndian(record[40..]),
                BinaryPrimitives.ReadInt64LittleEndian(record[32..]))
            : throw Damaged("a damaged record of a large archive");
    }

    private static ZipItem ReadEntry(Stream table, long tableStart)
    {
        Span<byte> head = stackalloc byte[EntrySize];
        table.ReadExactly(head);
        if (BinaryPrimitives.ReadUInt32LittleEndian(head) != EntryMark)
        {
            throw Damaged("a damaged table of contents");
        }

        var name = new byte[BinaryPrimitives.ReadUInt16LittleEndian(head[28..])];
        table.ReadExactly(name);
        if (name.Length > LongestName)
        {
            throw Damaged($"a name of {name.Length:N0} letters, where {LongestName:N0} are enough");
        }

        Span<byte> extra = new byte[BinaryPrimitives.ReadUInt16LittleEndian(head[30..])];
        table.ReadExactly(extra);
        Span<byte> comment = new byte[BinaryPrimitives.ReadUInt16LittleEndian(head[32..])];
        table.ReadExactly(comment);
        var (size, compressed, offset) = Sizes(head, extra);
        var text = FolderListing.Text(name).Replace('\\', '/');
        if (size < 0 || compressed < 0 || offset < 0 || offset > tableStart)
        {
            throw Damaged($"impossible sizes of {text}");
        }

        return new ZipItem
        {
            Name = text,
            Length = size,
            CompressedLength = compressed,
            Method = BinaryPrimitives.ReadUInt16LittleEndian(head[10..]),
            IsEncrypted = (head[8] & 1) != 0,
            Sum = BinaryPrimitives.ReadUInt32LittleEndian(head[16..]),
            Offset = offset,
            Extent = compressed > tableStart ? tableStart + 1 : LocalSize + name.Length + compressed,
        };
    }

    /// <summary>Sizes and place of an entry; those that 32 bits cannot hold lie in its extra field of kind 1, in a fixed order.</summary>
    private static (long Size, long Compressed, long Offset) Sizes(ReadOnlySpan<byte> head, ReadOnlySpan<byte> extra)
    {
        long size = BinaryPrimitives.ReadUInt32LittleEndian(head[24..]);
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(head[20..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(head[42..]);
        for (; extra.Length >= 4; extra = extra[(4 + BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]))..])
        {
            var fieldSize = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (fieldSize > extra.Length - 4)
            {
                break;   // padding, which some writers put there
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1)
            {
                var field = extra.Slice(4, fieldSize);
                size = Widened(size, ref field);
                compressed = Widened(compressed, ref field);
                offset = Widened(offset, ref field);
                break;
            }
        }

        return (size, compressed, offset);
    }

    private static long Widened(long narrow, ref ReadOnlySpan<byte> field)
    {
        if (narrow != uint.MaxValue || field.Length < sizeof(long))
        {
            return narrow;
        }

        var wide = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[sizeof(long)..];
        return wide;
    }

    /// <summary>No byte belongs to two entries, and none expands beyond what the archive may.</summary>
    private void CheckPlaces(List<ZipItem> items, long tableStart)
    {
        var expanded = Int128.Zero;
        var byPlace = items.OrderBy(static item => item.Offset).ToArray();
        for (var i = 0; i < byPlace.Length; i++)
        {
            var item = byPlace[i];
            item.End = i + 1 < byPlace.Length ? byPlace[i + 1].Offset : tableStart;
            if (item.Offset > item.End - item.Extent)
            {
                throw Damaged(i + 1 < byPlace.Length ? $"{item.Name} and {byPlace[i + 1].Name} in the same bytes" : $"{item.Name} cut short");
            }

            if (item.IsStored && item.Length != item.CompressedLength)
            {
                throw Damaged($"{item.Name} with two lengths");
            }

            expanded += item.Length;
        }

        if (expanded > Expansion.Most(length))
        {
            throw Damaged($"{expanded:N0} bytes in {length:N0}, where {Expansion.Most(length):N0} are the most that is expanded");
        }
    }

    private void ReadAt(long offset, Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            var read = offset < 0 ? 0 : RandomAccess.Read(handle, target, offset);
            if (read == 0)
            {
                throw new EndOfStreamException("the archive is cut short");
            }

            offset += read;
            target = target[read..];
        }
    }
}
