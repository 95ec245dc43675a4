namespace Gans.Pipeline.Definition;

/// <summary>Where in a shell command a value stands, which says how it must be quoted to be one word, or a part of one, and nothing else.</summary>
public enum ShellPlace
{
    /// <summary>Outside of quotes.</summary>
    Plain,

    /// <summary>Between single quotes.</summary>
    SingleQuotes,

    /// <summary>Between double quotes.</summary>
    DoubleQuotes,

    /// <summary>In a comment, which ends with the line.</summary>
    Comment,

    /// <summary>Where quoting has rules of its own: in backquotes, in <c>${...}</c>, after a backslash, from a here-document on.</summary>
    Unquotable,
}
