namespace Gans.Pipeline.Definition;

/// <summary>Follows the text of a shell command and knows what quotes surround its end (POSIX.1-2017, Shell Command Language, 2.2 and 2.3).</summary>
internal sealed class ShellScanner
{
    private readonly Stack<Around> around = new([Around.Command]);
    private bool isEscaped;
    private bool isLost;
    private char last = '\n';

    /// <summary>What surrounds the next letter.</summary>
    private enum Around
    {
        Command,
        Parentheses,
        SingleQuotes,
        DoubleQuotes,
        Backquotes,
        Braces,
        Comment,
    }

    /// <summary>Where the next letter stands.</summary>
    public ShellPlace Place => isLost || isEscaped ? ShellPlace.Unquotable : around.Peek() switch
    {
        Around.SingleQuotes => ShellPlace.SingleQuotes,
        Around.DoubleQuotes => ShellPlace.DoubleQuotes,
        Around.Comment => ShellPlace.Comment,
        Around.Backquotes or Around.Braces => ShellPlace.Unquotable,
        _ => around.Contains(Around.Backquotes) || around.Contains(Around.Braces) ? ShellPlace.Unquotable : ShellPlace.Plain,
    };

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
        var here = around.Peek();
        if (isEscaped)
        {
            isEscaped = false;
        }
        else if (here is Around.SingleQuotes or Around.Comment)
        {
            if (letter == (here == Around.Comment ? '\n' : '\''))
            {
                around.Pop();
            }
        }
        else if (letter == '\\')
        {
            isEscaped = true;
        }
        else if (letter == '"')
        {
            Toggle(Around.DoubleQuotes);
        }
        else if (letter == '`')
        {
            Toggle(Around.Backquotes);
        }
        else if (last == '$' && (letter is '(' or '{'))
        {
            around.Push(letter == '(' ? Around.Parentheses : Around.Braces);
        }
        else if (letter == '}' && here == Around.Braces)
        {
            around.Pop();
        }
        else if (here != Around.DoubleQuotes)
        {
            ReadPlain(letter, rest);
        }
    }

    private void ReadPlain(char letter, ReadOnlySpan<char> rest)
    {
        var beginsWord = last is ' ' or '\t' or '\n' or ';' or '&' or '|' or '(' or ')' or '`';
        if (letter == '\'')
        {
            around.Push(Around.SingleQuotes);
        }
        else if (letter == '#' && beginsWord && around.Peek() != Around.Braces)
        {
            around.Push(Around.Comment);
        }
        else if (letter == '(')
        {
            around.Push(Around.Parentheses);
        }
        else if (letter == ')' && around.Peek() == Around.Parentheses)
        {
            around.Pop();
        }
        else if (rest.StartsWith("<<") || (beginsWord && around.Count > 1 && rest.StartsWith("case")))
        {
            isLost = true;   // a here-document follows, or a parenthesis that nothing opened may
        }
    }

    private void Toggle(Around quotes)
    {
        if (around.Peek() == quotes)
        {
            around.Pop();
        }
        else
        {
            around.Push(quotes);
        }
    }
}
