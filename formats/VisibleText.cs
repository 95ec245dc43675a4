using System.Text;

namespace Gans.Formats;

/// <summary>
/// Shows control characters instead of sending them: a name in a file, or what a command prints, must not move the cursor, retitle the window or clear the
/// screen of whoever reads it.
/// </summary>
internal static class VisibleText
{
    private const char LineSeparator = '\u2028', ParagraphSeparator = '\u2029';

    /// <summary>Text of any number of lines, in which an escape, say, is the four letters <c>\x1b</c>. Tabs and ends of lines stay.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text) => Show(text, keepLines: true);

    /// <summary>The same for what is to be one line: an end of a line in a name is <c>\x0a</c>.</summary>
    /// <param name="text">The text.</param>
    public static string OfLine(string text) => Show(text, keepLines: false);

    private static string Show(string text, bool keepLines)
    {
        StringBuilder? shown = null;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            var endsLine = letter == '\n' || (letter == '\r' && text.AsSpan(i + 1).StartsWith("\n"));
            if (!(char.IsControl(letter) || (letter is LineSeparator or ParagraphSeparator && !keepLines)) || letter == '\t' || (endsLine && keepLines))
            {
                shown?.Append(letter);
            }
            else
            {
                shown ??= new StringBuilder(text, 0, i, text.Length + 16);
                shown.Append(letter <= byte.MaxValue ? $"\\x{(int)letter:x2}" : $"\\u{(int)letter:x4}");
            }
        }

        return shown?.ToString() ?? text;
    }
}
