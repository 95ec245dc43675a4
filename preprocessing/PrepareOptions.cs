using Gans.Formats;

namespace Gans.Preprocessing;

/// <summary>What to make a dataset pack from, and how.</summary>
public sealed record PrepareOptions
{
    /// <summary>The largest <see cref="Size"/>.</summary>
    public const int LargestSize = 4096;

    /// <summary>Name of the data set, one of <see cref="DatasetPreparation.DatasetNames"/>.</summary>
    public required string Dataset { get; init; }

    /// <summary>Folder of the data set's files; null for the place where <c>make setup</c> installs them.</summary>
    /// <remarks>
    /// That place is the system's, <c>/usr/share/datasets</c>, or <c>node_modules</c> in the project's folder: the one that the environment
    /// variable <c>GANS_HOME</c> names, or else the nearest above the current folder or the program's that has the data set.
    /// </remarks>
    public string? Input { get; init; }

    /// <summary>
    /// Height and width of the images in the pack, 1 to <see cref="LargestSize"/>; null keeps them as they are.
    /// Resized with <see cref="ResizeFilter.Bilinear"/>, antialiased where that shrinks.
    /// </summary>
    public int? Size { get; init; }

    /// <summary>
    /// Indexes of the classes to keep; null keeps all. Kept classes are numbered anew from 0 in the data set's order, whatever the order
    /// here, so that labels stay below the number of classes.
    /// </summary>
    public IReadOnlyList<int>? Classes { get; init; }

    /// <summary>The dataset pack to write; an older pack of that name is replaced, a folder with other content never.</summary>
    public required string Output { get; init; }

    /// <summary><c>train</c> or <c>test</c>.</summary>
    public string Split { get; init; } = "train";

    /// <summary>Throws unless every value that does not depend on the data set is in its range.</summary>
    /// <exception cref="InvalidInputException">One is not; the message names it.</exception>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Output))
        {
            throw new InvalidInputException($"Preparing {Dataset}: found no output, needed the name of a folder. Pass --out FOLDER.");
        }

        if (Size is < 1 or > LargestSize)
        {
            throw new InvalidInputException($"Preparing {Dataset}: found size {Size}, needed 1 to {LargestSize} pixels. Change --size.");
        }

        if (Split is not ("train" or "test"))
        {
            throw new InvalidInputException($"Preparing {Dataset}: found split '{Split}', needed train or test. Change --split.");
        }
    }
}
