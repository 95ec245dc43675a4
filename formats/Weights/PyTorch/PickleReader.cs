using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Gans.Formats.PyTorch;

/// <summary>
/// Reads a pickle of Python as data: numbers, texts, tuples, lists and dicts, and of code the few names by which PyTorch and NumPy
/// describe arrays (<see cref="PickleCode"/>). A pickle is a program for a stack machine that may call any function; here nothing is called.
/// </summary>
/// <remarks>
/// Protocols 2 to 5, as <c>torch.save</c> and <c>pickle.dump</c> write them. Work and memory are bounded by the number of bytes: a pickle can name one value
/// many times, so what is made of it is counted against what of it was read.
/// </remarks>
internal sealed class PickleReader
{
    /// <summary>First byte of every pickle of protocol 2 and later.</summary>
    internal const byte Start = 0x80;

    private const long AlwaysMade = 64L << 20;   // a million numbers; a pickle of megabytes needs more, in proportion
    private const int MostMadePerByte = 8;
    private const int PlaceSize = 8, ObjectSize = 24, ContainerSize = 64;   // of a reference, a boxed number and an empty list, in bytes

    private readonly Stream stream;
    private readonly Stack<object?> stack = new();
    private readonly Dictionary<long, object?> memo = [];
    private readonly Dictionary<object, object?> results = new(ReferenceEqualityComparer.Instance);
    private long read;
    private long made;

    private PickleReader(Stream stream) => this.stream = stream;

    /// <summary>Reads one pickle; the stream then stands behind it.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or holds code; the message says which.</exception>
    /// <exception cref="EndOfStreamException">It is cut short.</exception>
    internal static object? Read(Stream stream)
    {
        if (stream.ReadByte() != Start)
        {
            throw new InvalidDataException("no pickle of protocol 2 to 5");
        }

        var reader = new PickleReader(stream);
        reader.Skip(1);   // the protocol's number
        while (reader.Step((char)reader.Byte()))
        {
        }

        return reader.Pop();
    }

    /// <summary>Whether a file that begins so is a pickle of a protocol that is read.</summary>
    internal static bool IsStart(ReadOnlySpan<byte> first) => first is [Start, >= 2 and <= 5, ..];

    /// <summary>Does what one opcode says; the letters are those of Python's <c>pickletools</c>.</summary>
    /// <returns>Whether more follow.</returns>
    private bool Step(char opcode)
    {
        Charge(PlaceSize);
        switch (opcode)
        {
            case '.':   // STOP
                return false;
            case '\u0095':   // FRAME
                Skip(8);
                break;
            case '(':
                stack.Push(PickleMark.Instance);
                break;
            case '0':   // POP
                Pop();
                break;
            case 'q' or 'r' or '\u0094':   // BINPUT, LONG_BINPUT, MEMOIZE
                Charge(ContainerSize);
                memo[opcode == 'q' ? Byte() : opcode == 'r' ? UInt32() : memo.Count] = stack.Count > 0 ? stack.Peek() : throw Damaged("a memo of nothing");
                break;
            case 'h' or 'j':   // BINGET, LONG_BINGET
                stack.Push(memo.TryGetValue(opcode == 'h' ? Byte() : UInt32(), out var kept) ? kept : throw Damaged("a memo that was never made"));
                break;
            case 's' or 'u' or 'a' or 'e' or 'b':
                Fill(opcode);
                break;
            default:
                Charge(opcode is '}' or ']' or 'Q' or 'R' ? ContainerSize : ObjectSize);
                stack.Push(IsScalar(opcode, out var scalar) ? scalar : Compound(opcode));
                break;
        }

        return true;
    }

    private bool IsScalar(char opcode, out object? value)
    {
        value = opcode switch
        {
            'N' => null,
            '\u0088' => true,
            '\u0089' => false,
            'K' => (long)Byte(),
            'M' => (long)BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2)),
            'J' => (long)BinaryPrimitives.ReadInt32LittleEndian(Bytes(4)),
            '\u008a' => new BigInteger(Bytes(Byte())) is var whole && whole >= long.MinValue && whole <= long.MaxValue ? (object)(long)whole : whole,   // LONG1
            'G' => BinaryPrimitives.ReadDoubleBigEndian(Bytes(8)),
            'X' => Text(UInt32()),   // BINUNICODE
            '\u008c' => Text(Byte()),   // SHORT_BINUNICODE
            'U' or 'C' => Bytes(Byte()),   // SHORT_BINSTRING, the text of Python 2, and SHORT_BINBYTES
            'T' or 'B' => Bytes(UInt32()),   // BINSTRING, BINBYTES
            _ => PickleMark.Instance,
        };
        return value != PickleMark.Instance;
    }

    private object? Compound(char opcode) => opcode switch
    {
        '}' => new PickleDictionary(),
        ']' => new PickleList(),
        ')' => Array.Empty<object?>(),
        't' => PopToMark(),
        '\u0085' => PopMany(1),
        '\u0086' => PopMany(2),
        '\u0087' => PopMany(3),
        'c' => new PickleGlobal(Line(), Line()),
        '\u0093' => Pop() is string name && Pop() is string module ? new PickleGlobal(module, name) : throw Damaged("a name that is no text"),
        'Q' => PickleCode.Storage(Pop()),   // BINPERSID
        'R' => Pop() is object?[] arguments && Pop() is PickleGlobal code ? Call(code, arguments) : throw Damaged("a call of what is no name"),
        _ => throw Damaged($"the opcode 0x{(int)opcode:x2}, which no file of tensors needs"),
    };

    /// <summary>What a call stands for; the same for the same text or shape, which a pickle may name thousands of times.</summary>
    private object? Call(PickleGlobal code, object?[] arguments) => PickleCode.Call(code, arguments, (argument, size, make) =>
    {
        if (!results.TryGetValue(argument, out var result))
        {
            Charge(size + ContainerSize);
            result = results[argument] = make();
        }

        return result!;
    });

    /// <summary>Counts bytes of what is made.</summary>
    /// <exception cref="InvalidDataException">They are out of proportion to what was read.</exception>
    private void Charge(long bytes)
    {
        made += bytes;
        if (made > AlwaysMade + (MostMadePerByte * read))
        {
            throw Damaged($"more values than {read:N0} bytes can hold honestly");
        }
    }

    /// <summary>Puts what lies on the stack into the container below it.</summary>
    private void Fill(char opcode)
    {
        var items = opcode switch
        {
            's' => PopMany(2),
            'a' or 'b' => PopMany(1),
            _ => PopToMark(),
        };
        switch (opcode, Peek())
        {
            case ('s' or 'u', PickleDictionary dictionary) when items.Length % 2 == 0:
                dictionary.Entries.AddRange(items.Chunk(2).Select(pair => (pair[0], pair[1])));
                break;
            case ('a' or 'e', PickleList list):
                list.AddRange(items);
                break;
            case ('b', PickleDictionary):   // BUILD: the versions of modules, which a state_dict bears as an attribute
                break;
            case ('b', PickleArray array):
                array.State = items[0] as object?[];
                break;
            case ('b', PickleElement):   // byte order and fields, of which a byte has none
                break;
            default:
                throw Damaged("items for what is no list or dict");
        }
    }

    private object? Peek() => stack.TryPeek(out var value) ? value : throw Damaged("nothing on the stack");

    private object? Pop() => stack.TryPop(out var value) && value != PickleMark.Instance ? value : throw Damaged("nothing on the stack");

    private object?[] PopMany(int count)
    {
        var items = new object?[count];
        for (var i = count - 1; i >= 0; i--)
        {
            items[i] = Pop();
        }

        return items;
    }

    private object?[] PopToMark()
    {
        var items = new List<object?>();
        while (true)
        {
            var item = stack.TryPop(out var value) ? value : throw Damaged("a tuple or list without a beginning");
            if (item == PickleMark.Instance)
            {
                Charge(PlaceSize * (long)items.Count);
                items.Reverse();
                return [.. items];
            }

            items.Add(item);
        }
    }

    private byte Byte()
    {
        read++;
        return stream.ReadByte() is var value and >= 0 ? (byte)value : throw new EndOfStreamException("the pickle is cut short");
    }

    private long UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    private byte[] Bytes(long count)
    {
        var bytes = (count <= Array.MaxLength ? InputFile.ReadGrowing(stream, (int)count) : null) ?? throw new EndOfStreamException("the pickle is cut short");
        read += count;
        Charge(count);
        return bytes;
    }

    private string Text(long count)
    {
        var bytes = Bytes(count);
        Charge(sizeof(char) * count);
        return Encoding.UTF8.GetString(bytes);
    }

    private string Line()
    {
        const int LongestName = 1000;
        var line = new StringBuilder();
        for (var letter = Byte(); letter != '\n'; letter = Byte())
        {
            line.Append(line.Length < LongestName ? (char)letter : throw Damaged("a name without an end"));
        }

        return line.ToString();
    }

    private void Skip(int count) => Bytes(count);

    private static InvalidDataException Damaged(string found) => new($"{found} in the pickle");
}
