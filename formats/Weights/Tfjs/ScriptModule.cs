namespace Gans.Formats.Tfjs;

/// <summary>
/// What a bundler's script exports: the literal after its first <c>exports=</c> that has one. Read as text, never run.
/// </summary>
/// <param name="Literal">The script from the literal on.</param>
/// <param name="Name">The file, for messages.</param>
internal sealed record ScriptModule(ReadOnlyMemory<char> Literal, string Name)
{
    private const string Assignment = "exports=";

    /// <summary>Finds the literal.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    internal static ScriptModule Parse(string script, string name)
    {
        for (var at = script.IndexOf(Assignment, StringComparison.Ordinal); at >= 0; at = script.IndexOf(Assignment, at, StringComparison.Ordinal))
        {
            at += Assignment.Length;
            if (at < script.Length && script[at] is '{' or '[' or '"' or '\'')
            {
                return new ScriptModule(script.AsMemory(at), name);
            }
        }

        throw new InvalidInputException(
            $"Reading {name}: found no exported literal in this script, needed a bundled TensorFlow.js model. Install the package again.");
    }

    /// <summary>The literal as JSON.</summary>
    /// <exception cref="InvalidInputException">It is more than objects, lists, texts and numbers.</exception>
    internal string ToJson()
    {
        try
        {
            return new ScriptLiteral(Literal).ToJson();
        }
        catch (FormatException e)
        {
            throw Damaged(e);
        }
    }

    /// <summary>The bytes that the literal, a text in base64, stands for.</summary>
    /// <exception cref="InvalidInputException">It is no such text.</exception>
    internal byte[] ToBytes()
    {
        var text = Literal.Span;
        var end = text[1..].IndexOf(text[0]);
        try
        {
            return end >= 0 ? Convert.FromBase64String(text.Slice(1, end).ToString()) : throw new FormatException("the text does not end");
        }
        catch (FormatException e)
        {
            throw Damaged(e);
        }
    }

    private InvalidInputException Damaged(FormatException e) =>
        new($"Reading {Name}: found a damaged literal ({e.Message.TrimEnd('.')}), needed that of a bundled TensorFlow.js model. Install the package again.", e);
}
