namespace Gans.Pipeline.Definition;

/// <summary>Writes values into shell commands so that the shell takes them as they are.</summary>
internal static class ShellQuoting
{
    /// <summary>Whether a value can stand at a place.</summary>
    /// <param name="value">The value, without a NUL.</param>
    /// <param name="place">The place.</param>
    public static bool CanStand(string value, ShellPlace place) => place switch
    {
        ShellPlace.Unquotable => IsWord(value),
        ShellPlace.Comment => !value.Contains('\n', StringComparison.Ordinal),
        _ => true,
    };

    /// <summary>Quotes a value for a place at which it can stand. What needs no quotes gets none.</summary>
    /// <param name="value">The value.</param>
    /// <param name="place">The place.</param>
    public static string Quote(string value, ShellPlace place) => place switch
    {
        ShellPlace.Plain when !IsWord(value) => $"'{InSingleQuotes(value)}'",
        ShellPlace.SingleQuotes => InSingleQuotes(value),
        ShellPlace.DoubleQuotes => string.Concat(value.Select(letter => letter is '\\' or '"' or '$' or '`' ? $"\\{letter}" : $"{letter}")),
        _ => value,
    };

    private static string InSingleQuotes(string value) => value.Replace("'", @"'\''", StringComparison.Ordinal);

    private static bool IsWord(string value) => value.Length > 0 && value.All(letter => char.IsLetterOrDigit(letter) || "_@%+=:,./-".Contains(letter));
}
