using System.Text;

namespace Gans.Inference;

/// <summary>
/// Reads protobuf's wire format forward from a seekable stream. No length that it finds is believed before it is compared with what is
/// left of the enclosing message, so memory stays under the file's size and time is linear in it, whatever the bytes say.
/// </summary>
/// <remarks>Protocol Buffers documentation, Encoding. Groups, which ONNX does not use, are refused.</remarks>
internal sealed class ProtobufReader
{
    private const int LongestString = 1 << 20;
    private const int LongestVarint = 10;

    private readonly Stream stream;
    private long position;
    private long end;
    private bool valueIsUnread;

    /// <summary>Starts at the beginning of the stream; all of it is one message.</summary>
    internal ProtobufReader(Stream stream)
    {
        this.stream = stream;
        stream.Position = 0;
        end = stream.Length;
    }

    /// <summary>How a field's value is stored.</summary>
    internal enum WireType
    {
        Varint = 0,
        Fixed64 = 1,
        Bytes = 2,
        Fixed32 = 5,
    }

    /// <summary>The fields of the whole stream, in the file's order. The loop's body reads a field's value or leaves it: then it is passed over.</summary>
    /// <exception cref="InvalidDataException">Thrown while looping: the bytes are no protobuf.</exception>
    internal IEnumerable<(int Number, WireType Type)> Fields()
    {
        while (position < end)
        {
            var field = ReadTag();
            valueIsUnread = true;
            yield return field;
            if (valueIsUnread)
            {
                Skip(field.Type);
                valueIsUnread = false;   // else the message around would skip again
            }
        }
    }

    /// <summary>The fields of the message that is the present field's value.</summary>
    internal IEnumerable<(int Number, WireType Type)> Message()
    {
        var length = ReadLength();
        var outer = end;
        end = position + length;
        foreach (var field in Fields())
        {
            yield return field;
        }

        end = outer;
    }

    /// <summary>Reads the present field's whole number of up to 64 bits.</summary>
    internal ulong ReadNumber()
    {
        valueIsUnread = false;
        return ReadVarint();
    }

    /// <summary>Reads the present field's text, of up to 1 MiB.</summary>
    internal string ReadString()
    {
        var start = position;
        var length = ReadLength();
        if (length > LongestString)
        {
            throw Damaged(start, FormattableString.Invariant($"a text of {length:N0} bytes, more than {LongestString:N0}"));
        }

        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        position += length;
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Reads the present field's whole numbers, one or as many as it packs, as long as a list has room for them.</summary>
    /// <param name="type">The field's type.</param>
    /// <param name="numbers">Receives them.</param>
    /// <param name="most">The most numbers in the list.</param>
    /// <returns>The bytes that they take.</returns>
    internal long ReadNumbers(WireType type, List<ulong> numbers, int most)
    {
        var begin = position;
        if (type == WireType.Varint)
        {
            var number = ReadNumber();
            if (numbers.Count < most)
            {
                numbers.Add(number);
            }

            return position - begin;
        }

        var length = ReadLength();
        var last = position + length;
        while (position < last && numbers.Count < most)
        {
            numbers.Add(ReadVarint());
        }

        Advance(Math.Max(0, last - position));
        return length;
    }

    /// <summary>Reads the present field's bytes where they are few, else passes over them.</summary>
    /// <param name="most">The most bytes to read.</param>
    /// <returns>The bytes, or none; and how many there are.</returns>
    internal (byte[] Bytes, long Length) ReadBytes(int most)
    {
        var length = ReadLength();
        if (length > most)
        {
            Advance(length);
            return ([], length);
        }

        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        position += length;
        return (bytes, length);
    }

    /// <summary>Makes an exception that names a position in the file.</summary>
    internal static InvalidDataException Damaged(long position, string finding) => new(FormattableString.Invariant($"{finding} at byte {position:N0}"));

    private (int Number, WireType Type) ReadTag()
    {
        var start = position;
        var tag = ReadVarint();
        var type = (WireType)(tag & 7);
        if (tag is < 8 or > uint.MaxValue || !Enum.IsDefined(type))
        {
            throw Damaged(start, $"no field begins with {tag}");
        }

        return ((int)(tag >> 3), type);
    }

    private ulong ReadVarint()
    {
        var start = position;
        var value = 0UL;
        for (var i = 0; i < LongestVarint; i++)
        {
            var next = ReadByte();
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damaged(start, $"a number goes on for more than {LongestVarint} bytes");
    }

    /// <summary>Passes over a value; a large one is not even read.</summary>
    private void Skip(WireType type)
    {
        switch (type)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Bytes:
                Advance(ReadLength());
                break;
            default:
                Advance(type == WireType.Fixed64 ? sizeof(ulong) : sizeof(uint));
                break;
        }
    }

    private long ReadLength()
    {
        valueIsUnread = false;
        var start = position;
        var length = ReadVarint();
        if (length > (ulong)(end - position))
        {
            throw Damaged(start, FormattableString.Invariant($"a part of {length:N0} bytes where {end - position:N0} are left"));
        }

        return (long)length;
    }

    private void Advance(long count)
    {
        if (count > end - position)
        {
            throw Damaged(position, FormattableString.Invariant($"a part of {count:N0} bytes where {end - position:N0} are left"));
        }

        position += count;
        stream.Position = position;
    }

    private int ReadByte()
    {
        if (position == end)
        {
            throw Damaged(position, "a number is cut off");
        }

        var next = stream.ReadByte();
        position++;
        return next >= 0 ? next : throw Damaged(position, "the file ends early");
    }
}
