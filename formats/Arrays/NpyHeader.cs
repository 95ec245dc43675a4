using System.Buffers.Binary;
using System.Text;

namespace Gans.Formats;

/// <summary>The head of a <c>.npy</c> file: what the elements are and how many.</summary>
/// <remarks>NumPy Enhancement Proposal 1, versions 1.0, 2.0 and 3.0; written as version 1.0, byte for byte as NumPy 1.23 and later do.</remarks>
/// <param name="Type">Type of each element.</param>
/// <param name="Shape">Sizes along the axes, C order.</param>
internal readonly record struct NpyHeader(NpyType Type, long[] Shape)
{
    /// <summary>Bytes before the header's own length field.</summary>
    internal const int PrefixSize = 8;

    private const int LongestHeader = 1 << 16;
    private const int Alignment = 64;
    private const int GrowthDigits = 21;   // NumPy leaves room for the first size to grow in place

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Bytes of all elements; the reader has checked that it fits.</summary>
    internal long DataSize => ArrayShape.ByteCount(Shape, Type.Size())!.Value;

    /// <summary>Writes the header.</summary>
    /// <returns>All bytes before the first element, a multiple of 64.</returns>
    internal byte[] ToBytes()
    {
        var sizes = Shape is [var only] ? $"{only}," : string.Join(", ", Shape);
        var dictionary = $"{{'descr': '{Type.Code()}', 'fortran_order': False, 'shape': ({sizes}), }}";
        var growth = Shape.Length == 0 ? 0 : Math.Max(0, GrowthDigits - $"{Shape[0]}".Length);
        var used = PrefixSize + sizeof(ushort) + dictionary.Length + growth + 1;
        var total = used + Alignment - (used % Alignment);
        var bytes = new byte[total];
        bytes.AsSpan().Fill((byte)' ');
        Magic.CopyTo(bytes);
        (bytes[6], bytes[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(PrefixSize), (ushort)(total - PrefixSize - sizeof(ushort)));
        Encoding.ASCII.GetBytes(dictionary, bytes.AsSpan(PrefixSize + sizeof(ushort)));
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    /// <summary>Reads the header and leaves the stream at the first element.</summary>
    /// <param name="stream">At the file's first byte.</param>
    /// <param name="length">Bytes of the whole file.</param>
    /// <param name="name">The file, for messages.</param>
    /// <exception cref="InvalidInputException">It is not such a file, or the elements that it promises are not as many as the bytes that follow.</exception>
    internal static NpyHeader Read(Stream stream, long length, string name)
    {
        Span<byte> prefix = stackalloc byte[PrefixSize];
        if (stream.ReadAtLeast(prefix, PrefixSize, throwOnEndOfStream: false) < PrefixSize || !prefix.StartsWith(Magic))
        {
            throw Invalid(name, "no NumPy array (it does not begin with \\x93NUMPY)", "a .npy file. Save it with numpy.save");
        }

        var (headerSize, fieldSize) = ReadHeaderSize(stream, prefix[6], name);
        if (headerSize > LongestHeader || headerSize > length - PrefixSize - fieldSize)
        {
            throw Invalid(
                name, $"a header of {headerSize:N0} bytes in a file of {length:N0}", "one that fits. The file is truncated or damaged; make it again");
        }

        var text = new byte[headerSize];
        stream.ReadExactly(text);
        var header = NpyHeaderParser.Parse(text, name);
        CheckSize(header, length - PrefixSize - fieldSize - headerSize, name);
        return header;
    }

    /// <summary>The one form of all messages about a damaged or foreign file.</summary>
    internal static InvalidInputException Invalid(string name, string found, string needed, Exception? inner = null) =>
        new($"Reading {name}: found {found}, needed {needed}.", inner);

    private static (long HeaderSize, int FieldSize) ReadHeaderSize(Stream stream, byte version, string name)
    {
        var fieldSize = version switch
        {
            1 => sizeof(ushort),
            2 or 3 => sizeof(uint),
            _ => throw Invalid(name, $".npy version {version}", "version 1, 2 or 3. Save it with a current numpy.save"),
        };
        Span<byte> field = stackalloc byte[sizeof(uint)];
        field.Clear();
        if (stream.ReadAtLeast(field[..fieldSize], fieldSize, throwOnEndOfStream: false) < fieldSize)
        {
            throw Invalid(name, "a file that ends inside its header", "a whole .npy file. Make it again");
        }

        return (BinaryPrimitives.ReadUInt32LittleEndian(field), fieldSize);
    }

    private static void CheckSize(NpyHeader header, long found, string name)
    {
        var shape = ArrayShape.Text(header.Shape);
        if (ArrayShape.ByteCount(header.Shape, header.Type.Size()) is not { } needed)
        {
            throw Invalid(name, $"the shape {shape}", "one of fewer than 2^63 bytes. The file is damaged; make it again");
        }

        if (found != needed)
        {
            var fault = found < needed ? "truncated" : "followed by something else";
            throw Invalid(name, $"{found:N0} bytes of elements", $"{needed:N0} for {header.Type} {shape}. The file is {fault}; make it again");
        }
    }
}
