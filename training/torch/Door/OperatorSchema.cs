using System.Collections.Immutable;

namespace Gans.Torch.Door;

/// <summary>One argument of an operator as its schema declares it.</summary>
/// <param name="Name">The argument's name.</param>
/// <param name="Type">Its type in the schema's notation, such as <c>Tensor?</c> or <c>int[2]</c>.</param>
/// <param name="Default">The text of its default, null where it has none.</param>
internal sealed record SchemaArgument(string Name, string Type, string? Default);

/// <summary>The names of an operator's arguments, so that a trace can be read by name and not by position.</summary>
internal sealed record OperatorSchema(ImmutableArray<SchemaArgument> Arguments)
{
    /// <summary>Reads <c>aten::relu(Tensor self) -> (Tensor)</c>.</summary>
    public static OperatorSchema Parse(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = MatchingParenthesis(text, open);
        var arguments = ImmutableArray.CreateBuilder<SchemaArgument>();
        foreach (var part in SplitAtCommas(text[(open + 1)..close]))
        {
            if (part != "*")
            {
                arguments.Add(ParseArgument(part));
            }
        }

        return new OperatorSchema(arguments.ToImmutable());
    }

    private static SchemaArgument ParseArgument(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        var declaration = equals < 0 ? part : part[..equals];
        var space = declaration.LastIndexOf(' ');
        return new SchemaArgument(declaration[(space + 1)..], declaration[..space], equals < 0 ? null : part[(equals + 1)..]);
    }

    private static int MatchingParenthesis(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return i;
            }
        }

        throw new FormatException($"Operator schema '{text}' has no closing parenthesis.");
    }

    private static IEnumerable<string> SplitAtCommas(string text)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (text[i] == ',' && depth == 0)
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
        }

        if (start < text.Length)
        {
            yield return text[start..].Trim();
        }
    }
}
