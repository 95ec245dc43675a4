using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Gans.Formats.Tfjs;

/// <summary>
/// Rewrites a literal of JavaScript, as minifiers write it, as JSON: names without quotes, texts in either quotes, <c>!0</c> and <c>!1</c>
/// for true and false, <c>void 0</c> for null, numbers without a leading zero.
/// </summary>
/// <param name="script">Begins with the literal; what follows it does not matter.</param>
internal sealed class ScriptLiteral(ReadOnlyMemory<char> script)
{
    private static readonly SearchValues<char> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$");
    private static readonly SearchValues<char> NumberLetters = SearchValues.Create("0123456789+-.eE");

    private readonly StringBuilder json = new();
    private int position;

    /// <summary>The literal as JSON; whether its parts fit together is left to the JSON parser.</summary>
    /// <exception cref="FormatException">It holds something that is no literal, or does not end.</exception>
    internal string ToJson()
    {
        var depth = 0;
        do
        {
            depth += Token();
        }
        while (depth > 0);
        return json.ToString();
    }

    /// <summary>Rewrites one token.</summary>
    /// <returns>How much deeper the next one lies: 1, 0 or -1.</returns>
    private int Token()
    {
        var rest = script.Span[position..];
        switch (rest)
        {
            case []:
                throw new FormatException("it does not end");
            case ['{' or '[', ..]:
                Copy(1);
                return 1;
            case ['}' or ']', ..]:
                Copy(1);
                return -1;
            case [',' or ':' or ' ' or '\n', ..]:
                Copy(1);
                return 0;
            case ['"' or '\'', ..]:
                Text(rest);
                return 0;
            case ['!', '0' or '1', ..]:
                Replace(2, rest[1] == '0' ? "true" : "false");
                return 0;
            case ['v', 'o', 'i', 'd', ' ', '0', ..]:
                Replace(6, "null");
                return 0;
            case [(>= '0' and <= '9') or '.' or '-', ..]:
                Number(rest);
                return 0;
            default:
                Name(rest);
                return 0;
        }
    }

    private void Copy(int count)
    {
        json.Append(script.Span.Slice(position, count));
        position += count;
    }

    private void Replace(int count, string text)
    {
        json.Append(text);
        position += count;
    }

    private void Text(ReadOnlySpan<char> rest)
    {
        var end = rest[1..].IndexOf(rest[0]);
        if (end < 0 || rest.Slice(1, end).Contains('\\'))
        {
            throw new FormatException($"a text with escapes, or without an end, at letter {position:N0}");
        }

        Replace(end + 2, $"\"{JsonEncodedText.Encode(rest.Slice(1, end))}\"");
    }

    private void Number(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAnyExcept(NumberLetters);
        var number = rest[..(end < 0 ? rest.Length : end)];
        var sign = number[0] == '-' ? "-" : string.Empty;
        var digits = number[sign.Length..];
        Replace(number.Length, $"{sign}{(digits is ['.', ..] ? "0" : string.Empty)}{digits}");
    }

    /// <summary>A key without quotes; true, false and null stay what they are.</summary>
    private void Name(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAnyExcept(NameLetters);
        var name = rest[..Math.Max(end, 0)];
        if (name.IsEmpty)
        {
            throw new FormatException($"'{rest[0]}' at letter {position:N0}");
        }

        Replace(name.Length, name is "true" or "false" or "null" ? name.ToString() : $"\"{name}\"");
    }
}
