namespace Gans.Formats;

/// <summary>How a grid of images is laid out.</summary>
public sealed record GridOptions
{
    /// <summary>Images a row; null for the smallest square that holds all: ceil(sqrt(count)).</summary>
    public int? Columns { get; init; }

    /// <summary>Pixels between neighbours and around the grid, 0 or more; measured after <see cref="Scale"/>.</summary>
    public int Gap { get; init; } = 2;

    /// <summary>Value of the gaps and of cells without an image, 0 (black) to 255 (white), in all channels; <see cref="Invert"/> leaves it as it is.</summary>
    public byte Background { get; init; } = 255;

    /// <summary>Each pixel becomes a square of this many pixels a side, 1 or more.</summary>
    public int Scale { get; init; } = 1;

    /// <summary>Shows 255 - value: bright objects on black become dark objects on white.</summary>
    public bool Invert { get; init; }

    /// <summary>
    /// Texts over the first columns, in capital letters A to Z and digits, black on a light <see cref="Background"/>, white on a dark one; each may reach over
    /// the columns to its right.
    /// </summary>
    public IReadOnlyList<string> Captions { get; init; } = [];

    /// <summary>Whether the rows' numbers, from 1, stand to their left.</summary>
    public bool NumbersRows { get; init; }

    /// <summary>Images a row of a grid of so many.</summary>
    /// <param name="count">All images, 1 or more.</param>
    public int ColumnsFor(int count) => Columns ?? (int)Math.Ceiling(Math.Sqrt(count));

    /// <summary>Throws unless every value is in its range.</summary>
    /// <exception cref="InvalidInputException">One is not; the message names it.</exception>
    internal void Validate()
    {
        Require(Columns is null or >= 1, nameof(Columns), Columns ?? 0, "1 or more");
        Require(Gap >= 0, nameof(Gap), Gap, "0 or more");
        Require(Scale >= 1, nameof(Scale), Scale, "1 or more");
    }

    private static void Require(bool holds, string name, int found, string needed)
    {
        if (!holds)
        {
            throw new InvalidInputException($"Laying out a grid: found {name} = {found}, needed {needed}. Change that option.");
        }
    }
}
