namespace Gans.Pipeline.Definition;

/// <summary>Follows the text of a shell command and knows what quotes surround its end (POSIX.1-2017, Shell Command Language, 2.2 and 2.3).</summary>
internal sealed class ShellScanner
{
    private const char Parenthesis = ')', Brace = '}', SingleQuote = '\'', DoubleQuote = '"', Backquote = '`', LineEnd = '\n';

    /// <summary>For all that is open, from the outside in, the letter that closes it; a comment ends with the line.</summary>
    private string closers = "";
    private bool isEscaped;
    private bool isLost;
    private char last = '\n';

    /// <summary>Where the next letter stands.</summary>
    public ShellPlace Place => (isLost || isEscaped, Innermost) switch
    {
        (true, _) => ShellPlace.Unquotable,
        (_, SingleQuote) => ShellPlace.SingleQuotes,
        (_, LineEnd) => ShellPlace.Comment,
        _ when closers.Contains(Backquote, StringComparison.Ordinal) || closers.Contains(Brace, StringComparison.Ordinal) => ShellPlace.Unquotable,
        (_, DoubleQuote) => ShellPlace.DoubleQuotes,
        _ => ShellPlace.Plain,
    };

    private char Innermost => closers.Length > 0 ? closers[^1] : '\0';

    /// <summary>Goes over a piece of the command.</summary>
    /// <param name="text">The piece.</param>
    public void Read(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            Read(text[i], text.AsSpan(i));
            last = text[i];
        }
    }

    /// <summary>Goes over a value that stands in the command, quoted: what follows it begins no comment.</summary>
    public void ReadValue() => (last, isEscaped) = ('x', false);

    private void Read(char letter, ReadOnlySpan<char> rest)
    {
        if (isEscaped)
        {
            isEscaped = false;
        }
        else if (Innermost is SingleQuote or LineEnd)
        {
            if (letter == Innermost)
            {
                Close();
            }
        }
        else if (letter == '\\')
        {
            isEscaped = true;
        }
        else if (letter is DoubleQuote or Backquote)
        {
            if (letter == Innermost)
            {
                Close();
            }
            else
            {
                closers += letter;
            }
        }
        else if (last == '$' && letter is '(' or '{')
        {
            closers += letter == '(' ? Parenthesis : Brace;
        }
        else if (letter == Brace && Innermost == Brace)
        {
            Close();
        }
        else if (Innermost != DoubleQuote)
        {
            ReadPlain(letter, rest);
        }
    }

    private void ReadPlain(char letter, ReadOnlySpan<char> rest)
    {
        var beginsWord = last is ' ' or '\t' or '\n' or ';' or '&' or '|' or '(' or ')' or '`';
        if (letter == '\'')
        {
            closers += SingleQuote;
        }
        else if (letter == '#' && beginsWord && Innermost != Brace)
        {
            closers += LineEnd;
        }
        else if (letter == '(')
        {
            closers += Parenthesis;
        }
        else if (letter == ')' && Innermost == Parenthesis)
        {
            Close();
        }
        else if (rest.StartsWith("<<") || (beginsWord && closers.Length > 0 && rest.StartsWith("case")))
        {
            isLost = true;   // a here-document follows, or a parenthesis that nothing opened may
        }
    }

    private void Close() => closers = closers[..^1];
}
