namespace Gans.Formats;

/// <summary>Capital letters of 5 x 7 pixels, to say what a column of a grid is; drawn here, so that no font has to be installed.</summary>
internal static class Lettering
{
    /// <summary>Pixels from top to bottom of a line.</summary>
    internal const int Height = 7;

    private const int Width = 5, Advance = Width + 1;

    private static readonly Dictionary<char, string[]> Letters = new()
    {
        ['A'] = [".###.", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"],
        ['B'] = ["####.", "#...#", "#...#", "####.", "#...#", "#...#", "####."],
        ['C'] = [".####", "#....", "#....", "#....", "#....", "#....", ".####"],
        ['D'] = ["####.", "#...#", "#...#", "#...#", "#...#", "#...#", "####."],
        ['E'] = ["#####", "#....", "#....", "####.", "#....", "#....", "#####"],
        ['F'] = ["#####", "#....", "#....", "####.", "#....", "#....", "#...."],
        ['G'] = [".####", "#....", "#....", "#..##", "#...#", "#...#", ".####"],
        ['H'] = ["#...#", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"],
        ['I'] = ["#####", "..#..", "..#..", "..#..", "..#..", "..#..", "#####"],
        ['J'] = ["..###", "....#", "....#", "....#", "....#", "#...#", ".###."],
        ['K'] = ["#...#", "#..#.", "#.#..", "##...", "#.#..", "#..#.", "#...#"],
        ['L'] = ["#....", "#....", "#....", "#....", "#....", "#....", "#####"],
        ['M'] = ["#...#", "##.##", "#.#.#", "#.#.#", "#...#", "#...#", "#...#"],
        ['N'] = ["#...#", "##..#", "##..#", "#.#.#", "#..##", "#..##", "#...#"],
        ['O'] = [".###.", "#...#", "#...#", "#...#", "#...#", "#...#", ".###."],
        ['P'] = ["####.", "#...#", "#...#", "####.", "#....", "#....", "#...."],
        ['Q'] = [".###.", "#...#", "#...#", "#...#", "#.#.#", "#..#.", ".##.#"],
        ['R'] = ["####.", "#...#", "#...#", "####.", "#.#..", "#..#.", "#...#"],
        ['S'] = [".####", "#....", "#....", ".###.", "....#", "....#", "####."],
        ['T'] = ["#####", "..#..", "..#..", "..#..", "..#..", "..#..", "..#.."],
        ['U'] = ["#...#", "#...#", "#...#", "#...#", "#...#", "#...#", ".###."],
        ['V'] = ["#...#", "#...#", "#...#", "#...#", ".#.#.", ".#.#.", "..#.."],
        ['W'] = ["#...#", "#...#", "#...#", "#.#.#", "#.#.#", "##.##", "#...#"],
        ['X'] = ["#...#", ".#.#.", ".#.#.", "..#..", ".#.#.", ".#.#.", "#...#"],
        ['Y'] = ["#...#", "#...#", ".#.#.", "..#..", "..#..", "..#..", "..#.."],
        ['Z'] = ["#####", "....#", "...#.", "..#..", ".#...", "#....", "#####"],
    };

    /// <summary>Writes a line of text; what does not fit into the picture is cut off, and what is no letter is a gap.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="text">The text, in letters of either case.</param>
    /// <param name="top">The line's first row of pixels.</param>
    /// <param name="left">Its first column.</param>
    /// <param name="value">The letters' value, in all channels.</param>
    internal static void Write(Image image, string text, int top, int left, byte value)
    {
        foreach (var letter in text.ToUpperInvariant())
        {
            if (Letters.TryGetValue(letter, out var rows))
            {
                Draw(image, rows, top, left, value);
            }

            left += Advance;
        }
    }

    private static void Draw(Image image, string[] rows, int top, int left, byte value)
    {
        for (var y = 0; y < Math.Min(Height, image.Height - top); y++)
        {
            var row = image.Row(top + y);
            for (var x = 0; x < Math.Min(Width, image.Width - left); x++)
            {
                if (rows[y][x] == '#')
                {
                    row.Slice((left + x) * image.Channels, image.Channels).Fill(value);
                }
            }
        }
    }
}
