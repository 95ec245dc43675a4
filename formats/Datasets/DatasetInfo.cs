using System.Text.Json.Serialization;

namespace Gans.Formats;

/// <summary>What a dataset pack holds and where it came from: the content of its <c>dataset.json</c>.</summary>
public sealed record DatasetInfo
{
    /// <summary>The version of the pack's layout that this library writes and reads.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of the pack's layout.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>Name of the data set, such as <c>fashion-mnist</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Which part of the data set, such as <c>train</c> or <c>test</c>.</summary>
    public required string Split { get; init; }

    /// <summary>What the images were made from, for a person to read; names no folder, so that equal inputs give equal packs everywhere.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the inputs, 64 lower-case hexadecimal digits.</summary>
    public required string SourceDigest { get; init; }

    /// <summary>What was done to each input, for a person to read; null where that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Transform { get; init; }

    /// <summary>Which part of a preparation this pack is; null for a whole one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ShardInfo? Shard { get; init; }

    /// <summary>Number of images.</summary>
    public long Count { get; init; }

    /// <summary>Height of each image in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Width of each image in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>1 (grey) or 3 (RGB).</summary>
    public required int Channels { get; init; }

    /// <summary>Names of the classes; a label is an index into them. Empty where images have no labels.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Number of images of each class, as many numbers as <see cref="ClassNames"/>.</summary>
    public IReadOnlyList<long> ClassCounts { get; init; } = [];

    /// <summary>
    /// Number of images that reach beyond the edge of what they were cut out of, so that a part of each is made up; null for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ReachingBeyond { get; init; }

    /// <summary>Inputs that were left out.</summary>
    public IReadOnlyList<RejectedFile> Rejected { get; init; } = [];
}

/// <summary>One part of a preparation that runs in several parts, perhaps on several machines.</summary>
/// <param name="Index">Which part, from 1.</param>
/// <param name="Count">How many parts there are.</param>
/// <param name="Key">The same for all parts of one preparation and no other.</param>
public sealed record ShardInfo(int Index, int Count, string Key);

/// <summary>An input that a pack leaves out.</summary>
/// <param name="Path">The file, relative to the source, with forward slashes.</param>
/// <param name="Reason">Why, in one line.</param>
public sealed record RejectedFile(string Path, string Reason);
