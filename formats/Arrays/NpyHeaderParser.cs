using System.Globalization;
using System.Text;

namespace Gans.Formats;

/// <summary>Reads the Python dictionary in a <c>.npy</c> header: strings, True and False, and tuples of whole numbers, nothing else.</summary>
internal ref struct NpyHeaderParser
{
    private readonly string name;
    private readonly string text;
    private int position;

    private NpyHeaderParser(string text, string name) => (this.text, this.name) = (text, name);

    /// <summary>Parses a header.</summary>
    /// <param name="header">The text, padding included.</param>
    /// <param name="name">The file, for messages.</param>
    /// <exception cref="InvalidInputException">The text is not such a dictionary, or describes an array that we do not read.</exception>
    internal static NpyHeader Parse(ReadOnlySpan<byte> header, string name) => new NpyHeaderParser(Encoding.Latin1.GetString(header), name).Parse();

    private NpyHeader Parse()
    {
        NpyType? type = null;
        bool? fortranOrder = null;
        long[]? shape = null;
        Expect('{');
        while (!Accept('}'))
        {
            var key = String();
            Expect(':');
            switch (key)
            {
                case "descr" when type is null:
                    type = ElementType();
                    break;
                case "fortran_order" when fortranOrder is null:
                    fortranOrder = Truth();
                    break;
                case "shape" when shape is null:
                    shape = Tuple();
                    break;
                default:
                    throw Malformed($"the key '{key}' twice or unknown");
            }

            if (!Accept(','))
            {
                Expect('}');
                break;
            }
        }

        SkipSpace();
        if (position < text.Length || type is null || fortranOrder is null || shape is null)
        {
            throw Malformed("a dictionary that is not descr, fortran_order and shape alone");
        }

        return fortranOrder.Value && shape.Length > 1
            ? throw NpyHeader.Invalid(name, "Fortran (column-major) order", "C order. Save numpy.ascontiguousarray(a) instead")
            : new NpyHeader(type.Value, shape);
    }

    private NpyType ElementType()
    {
        var code = String();
        return NpyTypes.FromCode(code) ?? throw NpyHeader.Invalid(
            name, $"elements of type '{code}'", "b1, u1, i1, i2, i4, i8, f2, f4 or f8, little-endian. Save a.astype(...) instead");
    }

    private long[] Tuple()
    {
        var sizes = new List<long>();
        Expect('(');
        while (!Accept(')'))
        {
            if (sizes.Count == ArrayShape.MaximumRank)
            {
                throw Malformed($"more than {ArrayShape.MaximumRank} axes");
            }

            sizes.Add(Number());
            if (!Accept(','))
            {
                Expect(')');
                break;
            }
        }

        return [.. sizes];
    }

    private long Number()
    {
        SkipSpace();
        var start = position;
        while (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            position++;
        }

        return long.TryParse(text.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Malformed("a size that is no whole number from 0 to 2^63 - 1");
    }

    private bool Truth()
    {
        SkipSpace();
        foreach (var (word, truth) in (ReadOnlySpan<(string, bool)>)[("True", true), ("False", false)])
        {
            if (text.AsSpan(position).StartsWith(word))
            {
                position += word.Length;
                return truth;
            }
        }

        throw Malformed("neither True nor False");
    }

    private string String()
    {
        SkipSpace();
        var quote = position < text.Length ? text[position] : '\0';
        var end = quote is '\'' or '"' ? text.IndexOf(quote, position + 1) : -1;
        if (end < 0)
        {
            throw Malformed("no quoted word");
        }

        var word = text[(position + 1)..end];
        position = end + 1;
        return word.Length <= 64 ? word : throw Malformed("an overlong word");
    }

    private void Expect(char sign)
    {
        if (!Accept(sign))
        {
            throw Malformed($"no '{sign}'");
        }
    }

    private bool Accept(char sign)
    {
        SkipSpace();
        if (position < text.Length && text[position] == sign)
        {
            position++;
            return true;
        }

        return false;
    }

    private void SkipSpace()
    {
        while (position < text.Length && text[position] is ' ' or '\n')
        {
            position++;
        }
    }

    private readonly InvalidInputException Malformed(string found) => NpyHeader.Invalid(
        name, $"{found} at character {position} of its header", "a dictionary as numpy.save writes it. The file is damaged; make it again");
}
