using Gans.Formats;

namespace Gans.Preprocessing;

/// <summary>What to make a dataset pack from, and how.</summary>
public sealed record PrepareOptions
{
    /// <summary>The largest <see cref="Size"/>.</summary>
    public const int LargestSize = 4096;

    /// <summary>The <see cref="Split"/> that is training and test part together.</summary>
    public const string AllSplits = "all";

    /// <summary>Name of the data set, one of <see cref="DatasetPreparation.DatasetNames"/>.</summary>
    public required string Dataset { get; init; }

    /// <summary>Folder, archive, array file or web address of the data set; null for the place where <c>make setup</c> installs it.</summary>
    /// <remarks>
    /// That place is the system's, <c>/usr/share/datasets</c>, or <c>node_modules</c> in the project's folder: the one that the environment
    /// variable <c>GANS_HOME</c> names, or else the nearest above the program's folder, or above the current one, that has the data set.
    /// </remarks>
    public string? Input { get; init; }

    /// <summary>
    /// A second folder or archive: the images of domain B of an unpaired translation, those of <see cref="Input"/> being domain A; null for none.
    /// </summary>
    public string? InputB { get; init; }

    /// <summary>SHA-256 that a file from the web must have, 64 hexadecimal digits; needed where <see cref="Input"/> is a web address.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Height and width of the images in the pack, 1 to <see cref="LargestSize"/>; null keeps them as they are.</summary>
    public int? Size { get; init; }

    /// <summary>The kernel that resizes, antialiased where that shrinks; <see cref="ResizeFilter.Nearest"/> is never antialiased.</summary>
    public ResizeFilter Filter { get; init; } = ResizeFilter.Bilinear;

    /// <summary>What happens to the proportions of an image that is resized.</summary>
    public ImageFit Fit { get; init; }

    /// <summary>Grey or RGB.</summary>
    public ImageColour Colour { get; init; }

    /// <summary>Whether each image is followed by its mirror image, left and right exchanged; pairs are mirrored together.</summary>
    public bool Flip { get; init; }

    /// <summary>Of pictures side by side, whether the right one is what is translated and the left one what it becomes.</summary>
    public bool SwapPairs { get; init; }

    /// <summary>How each picture becomes a pair with itself as the target; null for none, or for pictures that are pairs already.</summary>
    public PairMaking? MakePairs { get; init; }

    /// <summary>
    /// Indexes of the classes to keep; null keeps all. Kept classes are numbered anew from 0 in the data set's order, whatever the order
    /// here, so that labels stay below the number of classes.
    /// </summary>
    public IReadOnlyList<int>? Classes { get; init; }

    /// <summary>The dataset pack to write; an older pack of that name is replaced, a folder with other content never.</summary>
    public required string Output { get; init; }

    /// <summary><c>train</c>, <c>test</c>, or <see cref="AllSplits"/> for both.</summary>
    public string Split { get; init; } = "train";

    /// <summary>
    /// How much of a source that has no test part of its own is one, 0 to less than 1. An input's name alone decides whether it belongs there.
    /// </summary>
    public double TestShare { get; init; }

    /// <summary>Images after which the pack is full; null takes all.</summary>
    public long? Count { get; init; }

    /// <summary>Which part of the work to do; null does all. <see cref="DatasetShards.Merge"/> puts the parts together.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Whether a rejected file makes the preparation fail.</summary>
    public bool Strict { get; init; }

    /// <summary>Which faces of photos become images, and how; needed for the data set <c>faces</c>, and for no other.</summary>
    public FaceOptions? Faces { get; init; }

    /// <summary>The most pixels, height times width, that a file may have; guards memory against files that claim huge sizes. 1 or more.</summary>
    public long MaximumPixels { get; init; } = new DecodeOptions().MaximumPixels;

    /// <summary>Throws unless every value that does not depend on the data set is in its range.</summary>
    /// <exception cref="InvalidInputException">One is not; the message names it.</exception>
    internal void Validate()
    {
        Require(!string.IsNullOrWhiteSpace(Output), "no output", "the name of a folder", "Pass --out FOLDER");
        Require(Size is null or (>= 1 and <= LargestSize), $"size {Size}", $"1 to {LargestSize} pixels", "Change --size");
        Require(Split is "train" or "test" or AllSplits, $"split '{Split}'", $"train, test or {AllSplits}", "Change --split");
        Require(TestShare is >= 0 and < 1, FormattableString.Invariant($"a test share of {TestShare}"), "0 to less than 1", "Change --test-share");
        Require(Count is null or >= 1, $"count {Count}", "1 or more", "Change --count");
        Require(Shard is not { } shard || (shard.Index >= 1 && shard.Index <= shard.Count), $"shard {Shard}", "I/N with I from 1 to N", "Change --shard");
        Require(
            Count is null || Shard is null,
            "a count together with a shard",
            "one of them, as no shard knows how many images those before it keep",
            "Leave out --count");
        Require(
            MakePairs is null || Dataset is not ("pairs" or "faces"),
            "make_pairs",
            "pictures that are whole each: these are pairs already, or photos to find faces in",
            "Leave out --make-pairs");
        Require(MaximumPixels >= 1, $"{MaximumPixels} pixels at most", "1 or more", "Change --max-pixels");
    }

    private void Require(bool holds, string found, string needed, string remedy)
    {
        if (!holds)
        {
            throw new InvalidInputException($"Preparing {Dataset}: found {found}, needed {needed}. {remedy}.");
        }
    }
}

/// <summary>How an image comes to a square.</summary>
public enum ImageFit
{
    /// <summary>All of it is stretched or squeezed, as the sources do.</summary>
    Stretch,

    /// <summary>The largest central square is cut out first; proportions stay.</summary>
    Crop,
}

/// <summary>Colours of the images in a pack.</summary>
public enum ImageColour
{
    /// <summary>As the data set has them; RGB for image files.</summary>
    AsIs,

    /// <summary>One channel, luma of Recommendation BT.601.</summary>
    Grey,

    /// <summary>Three channels.</summary>
    Rgb,
}
