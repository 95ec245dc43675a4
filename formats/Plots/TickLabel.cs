using System.Globalization;

namespace Gans.Formats;

/// <summary>Draws numbers into a picture with a font of its own, so that a plot looks the same where no fonts are.</summary>
internal static class TickLabel
{
    /// <summary>Height of a number in pixels.</summary>
    internal const int Height = Rows * Scale;

    private const int Columns = 5;
    private const int Rows = 7;
    private const int Scale = 2;
    private const int Advance = (Columns + 1) * Scale;
    private const string Characters = "0123456789.-+E";

    /// <summary>Rows of each character from the top, five bits each, the leftmost the highest.</summary>
    private static readonly byte[][] Glyphs =
    [
        [0x0E, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0E],
        [0x04, 0x0C, 0x04, 0x04, 0x04, 0x04, 0x0E],
        [0x0E, 0x11, 0x01, 0x02, 0x04, 0x08, 0x1F],
        [0x1F, 0x02, 0x04, 0x02, 0x01, 0x11, 0x0E],
        [0x02, 0x06, 0x0A, 0x12, 0x1F, 0x02, 0x02],
        [0x1F, 0x10, 0x1E, 0x01, 0x01, 0x11, 0x0E],
        [0x06, 0x08, 0x10, 0x1E, 0x11, 0x11, 0x0E],
        [0x1F, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08],
        [0x0E, 0x11, 0x11, 0x0E, 0x11, 0x11, 0x0E],
        [0x0E, 0x11, 0x11, 0x0F, 0x01, 0x02, 0x0C],
        [0x00, 0x00, 0x00, 0x00, 0x00, 0x0C, 0x0C],
        [0x00, 0x00, 0x00, 0x1F, 0x00, 0x00, 0x00],
        [0x00, 0x04, 0x04, 0x1F, 0x04, 0x04, 0x00],
        [0x1F, 0x10, 0x10, 0x1E, 0x10, 0x10, 0x1F],
    ];

    /// <summary>The number of a tick as text: four digits.</summary>
    internal static string TextOf(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>Width of a text in pixels.</summary>
    internal static int WidthOf(string text) => (text.Length * Advance) - Scale;

    /// <summary>Draws a text in black.</summary>
    /// <param name="image">RGB, with room for the text.</param>
    /// <param name="text">Of digits, signs, points and E.</param>
    /// <param name="left">Column of its first pixel.</param>
    /// <param name="top">Row of its first pixel.</param>
    internal static void Draw(Image image, string text, int left, int top)
    {
        for (var y = 0; y < Height; y++)
        {
            var row = image.Row(top + y);
            for (var x = 0; x < WidthOf(text); x++)
            {
                var (character, column) = (x / Advance, x % Advance / Scale);
                var bits = Glyphs[Characters.IndexOf(text[character], StringComparison.Ordinal)][y / Scale];
                if (column < Columns && (bits >> (Columns - 1 - column) & 1) == 1)
                {
                    row.Slice(3 * (left + x), 3).Clear();
                }
            }
        }
    }
}
