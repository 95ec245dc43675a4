using System.Buffers.Binary;
using Gans.Formats;
using Gans.Preprocessing.Archives;

namespace Gans.Preprocessing.Idx;

/// <summary>Reads the IDX files of MNIST and its kin, item by item: uint8, big-endian sizes, compressed by gzip or not.</summary>
/// <remarks>
/// The format: yann.lecun.com/exdb/mnist, "The IDX file format". Whether a file is compressed, its first two bytes say, not its name.
/// </remarks>
internal sealed class IdxReader : IDisposable
{
    private const byte UnsignedByte = 0x08;
    private const int FirstBlock = 1 << 16;

    private readonly FileStream file;
    private readonly Stream stream;   // the file itself, or what it expands to
    private byte[] item;
    private long itemsRead;

    private IdxReader(FileStream file, Stream stream, string path, int[] shape, int itemSize)
    {
        (this.file, this.stream, Path, Shape, ItemSize) = (file, stream, path, shape, itemSize);
        item = new byte[Math.Min(itemSize, FirstBlock)];
    }

    /// <summary>The file, as it was named.</summary>
    internal string Path { get; }

    /// <summary>Sizes along the axes, each 1 or more; the first counts the items.</summary>
    internal IReadOnlyList<int> Shape { get; }

    /// <summary>Number of items.</summary>
    internal int Count => Shape[0];

    /// <summary>Bytes of an item.</summary>
    internal int ItemSize { get; }

    /// <summary>Opens a file and checks its head.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rank">Number of axes that it must have: 1 for labels, 3 for images.</param>
    /// <exception cref="InvalidInputException">It is missing, of another kind, or shorter or longer than its head says.</exception>
    internal static IdxReader Open(string path, int rank)
    {
        var file = InputFile.Open(path);
        try
        {
            var isCompressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            Stream stream = isCompressed ? new GzipReader(file) : file;
            var shape = ReadShape(stream, path, rank);
            var itemSize = CheckSizes(shape, file.Length, isCompressed, path);
            return new IdxReader(file, stream, path, shape, itemSize);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next item. Memory grows only as bytes arrive, whatever the head claims.</summary>
    /// <returns><see cref="ItemSize"/> bytes, valid until the next call.</returns>
    /// <exception cref="InvalidInputException">The file ends here, or is damaged.</exception>
    internal ReadOnlySpan<byte> Read()
    {
        var filled = ReadAtMost(stream, item, Path);
        while (filled == item.Length && filled < ItemSize)
        {
            Array.Resize(ref item, (int)Math.Min(ItemSize, 2L * filled));
            filled += ReadAtMost(stream, item.AsSpan(filled), Path);
        }

        if (filled < ItemSize)
        {
            throw Invalid(Path, $"its end in item {itemsRead} of {Count}", "all of them. The file is truncated; get it again");
        }

        itemsRead++;
        return item;
    }

    /// <summary>Makes sure that nothing follows the last item, and that compressed data end as they should: reading to the end checks their sum.</summary>
    /// <exception cref="InvalidInputException">Something follows, the sum is wrong, or the end is missing.</exception>
    internal void RequireEnd()
    {
        Span<byte> more = stackalloc byte[1];
        if (ReadAtMost(stream, more, Path) > 0)
        {
            throw Invalid(Path, $"more bytes after {Count} items", "the end of the file. It is damaged; get it again");
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        stream.Dispose();
        file.Dispose();
    }

    private static int[] ReadShape(Stream stream, string path, int rank)
    {
        Span<byte> head = stackalloc byte[HeadSize(rank)];
        var found = ReadAtMost(stream, head, path);
        var magic = BinaryPrimitives.ReadUInt32BigEndian(head);
        var needed = ((uint)UnsignedByte << 8) | (uint)rank;
        if (found < sizeof(uint) || magic != needed)
        {
            var what = found < sizeof(uint) ? $"{found} bytes" : $"magic number 0x{magic:X8}";
            throw Invalid(path, what, $"0x{needed:X8}, an IDX file of bytes with {rank} {(rank == 1 ? "axis" : "axes")}. Get the right file");
        }

        if (found < head.Length)
        {
            throw Invalid(path, "its end inside its head", $"{head.Length} bytes of head. The file is truncated; get it again");
        }

        var shape = new int[rank];
        for (var axis = 0; axis < rank; axis++)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(head[(sizeof(uint) * (1 + axis))..]);
            shape[axis] = size is >= 1 and <= int.MaxValue
                ? (int)size
                : throw Invalid(path, $"size {size} along axis {axis}", "1 to 2^31 - 1. The file is damaged; get it again");
        }

        return shape;
    }

    /// <summary>Believes a head only as far as the file's length bears it out.</summary>
    /// <returns>Bytes of an item.</returns>
    private static int CheckSizes(int[] shape, long fileLength, bool isCompressed, string path)
    {
        var itemSize = shape.Skip(1).Aggregate((Int128)1, (product, size) => product * size);   // at most 2^93
        var needed = (itemSize * shape[0]) + HeadSize(shape.Length);
        var fits = isCompressed ? needed <= Expansion.Most(fileLength) : needed == fileLength;
        if (!fits || itemSize > Array.MaxLength)
        {
            var fault = needed > fileLength ? "truncated or damaged" : "followed by something else";
            throw Invalid(
                path, $"{fileLength:N0} bytes{(isCompressed ? " of gzip" : "")}", $"{needed:N0} for [{string.Join(", ", shape)}]. The file is {fault}; "
                    + "get it again");
        }

        return (int)itemSize;
    }

    private static int HeadSize(int rank) => sizeof(uint) * (1 + rank);

    private static int ReadAtMost(Stream stream, Span<byte> buffer, string path)
    {
        try
        {
            return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw InvalidInputException.Reading(path, $"found {e.Message.TrimEnd('.')}, needed whole ones. Get the file again.", e);
        }
    }

    private static InvalidInputException Invalid(string path, string found, string needed) =>
        InvalidInputException.Reading(path, $"found {found}, needed {needed}.");
}
