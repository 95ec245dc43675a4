namespace Gans.Formats;

/// <summary>A prepared data set on disk: a folder of <c>images.npy</c>, perhaps <c>labels.npy</c> and <c>pairs.npy</c>, and <c>dataset.json</c>.</summary>
/// <remarks>
/// Images are memory-mapped, never loaded whole: uint8 [N, H, W, C], grey or RGB, 0 to 255. Labels are int64 [N], pairs as images.
/// Threads may read side by side. Spans that it gave out must not be used after <see cref="Dispose"/>.
/// </remarks>
public sealed class DatasetPack : IDisposable
{
    internal const string ImagesName = "images.npy", LabelsName = "labels.npy", PairsName = "pairs.npy";

    private readonly MappedNpyArray images;
    private readonly MappedNpyArray? pairs;
    private readonly long[] labels;
    private readonly int imageSize;

    private DatasetPack(DatasetInfo info, MappedNpyArray images, MappedNpyArray? pairs, long[] labels)
    {
        (Info, this.images, this.pairs, this.labels) = (info, images, pairs, labels);
        imageSize = info.Height * info.Width * info.Channels;
    }

    /// <summary>Name, source, digest, class names and counts.</summary>
    public DatasetInfo Info { get; }

    /// <summary>Number of images, 1 or more.</summary>
    public long Count => Info.Count;

    /// <summary>Height of each in pixels.</summary>
    public int Height => Info.Height;

    /// <summary>Width of each in pixels.</summary>
    public int Width => Info.Width;

    /// <summary>1 (grey) or 3 (RGB).</summary>
    public int Channels => Info.Channels;

    /// <summary>Whether each image has a label.</summary>
    public bool HasLabels => Info.ClassNames.Count > 0;

    /// <summary>Whether each image has a second one: the target of a translation.</summary>
    public bool HasPairs => pairs is not null;

    /// <summary>Names of the classes; empty without labels.</summary>
    public IReadOnlyList<string> ClassNames => Info.ClassNames;

    /// <summary>Opens a pack and checks that its parts fit together; images stay on the disk.</summary>
    /// <param name="folder">What <c>gans prepare</c> wrote.</param>
    /// <exception cref="InvalidInputException">The folder is no pack, or its parts are damaged or contradict one another.</exception>
    public static DatasetPack Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!IsPack(folder))
        {
            throw new InvalidInputException($"Opening dataset pack {folder}: found no {DatasetJson.FileName} in it. Give a folder that gans prepare wrote.");
        }

        var info = DatasetJson.Read(Path.Combine(folder, DatasetJson.FileName));
        var labels = ReadLabels(Path.Combine(folder, LabelsName), info);
        var images = MapImages(Path.Combine(folder, ImagesName), info);
        try
        {
            var pairsPath = Path.Combine(folder, PairsName);
            return new DatasetPack(info, images, File.Exists(pairsPath) ? MapImages(pairsPath, info) : null, labels);
        }
        catch
        {
            images.Dispose();
            throw;
        }
    }

    /// <summary>Whether a folder looks like a pack.</summary>
    /// <param name="folder">Any path.</param>
    public static bool IsPack(string folder) => File.Exists(Path.Combine(folder, DatasetJson.FileName));

    /// <summary>One image, [Height, Width, Channels]; a view.</summary>
    /// <param name="index">0 to Count - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    /// <exception cref="ObjectDisposedException">The pack was disposed.</exception>
    public ReadOnlySpan<byte> GetImage(long index)
    {
        CheckIndex(index);
        return images.Slice<byte>(index * imageSize, imageSize);
    }

    /// <summary>The second image of a pair, [Height, Width, Channels]; a view.</summary>
    /// <param name="index">0 to Count - 1.</param>
    /// <exception cref="InvalidOperationException">The pack has no pairs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    /// <exception cref="ObjectDisposedException">The pack was disposed.</exception>
    public ReadOnlySpan<byte> GetPair(long index)
    {
        CheckIndex(index);
        return (pairs ?? throw new InvalidOperationException($"{Info.Name} has no pairs; look at HasPairs first.")).Slice<byte>(index * imageSize, imageSize);
    }

    /// <summary>The label of one image, 0 to the number of classes - 1.</summary>
    /// <param name="index">0 to Count - 1.</param>
    /// <exception cref="InvalidOperationException">The pack has no labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public long GetLabel(long index)
    {
        CheckIndex(index);
        return HasLabels ? labels[index] : throw new InvalidOperationException($"{Info.Name} has no labels; look at HasLabels first.");
    }

    /// <summary>Copies images into a batch.</summary>
    /// <param name="indexes">Which, in this order.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image, or the batch would reach 2 GiB.</exception>
    /// <exception cref="ObjectDisposedException">The pack was disposed.</exception>
    public ImageBatch GetImages(ReadOnlySpan<long> indexes)
    {
        var batch = new ImageBatch(indexes.Length, Height, Width, Channels);
        for (var i = 0; i < indexes.Length; i++)
        {
            GetImage(indexes[i]).CopyTo(batch[i]);
        }

        return batch;
    }

    /// <summary>Unmaps the images.</summary>
    public void Dispose()
    {
        images.Dispose();
        pairs?.Dispose();
    }

    private static MappedNpyArray MapImages(string path, DatasetInfo info)
    {
        var array = NpyFile.Map(path);
        long[] needed = [info.Count, info.Height, info.Width, info.Channels];
        if (array.Type == NpyType.UInt8 && array.Shape.SequenceEqual(needed))
        {
            return array;
        }

        array.Dispose();
        throw Invalid(path, $"{array.Type} {ArrayShape.Text([.. array.Shape])}", $"{NpyType.UInt8} {ArrayShape.Text(needed)} as {DatasetJson.FileName} says");
    }

    private static long[] ReadLabels(string path, DatasetInfo info)
    {
        if (info.ClassNames.Count == 0)
        {
            return [];
        }

        var array = NpyFile.Read(path);
        if (array.Type != NpyType.Int64 || !array.Shape.SequenceEqual([info.Count]))
        {
            throw Invalid(path, $"{array.Type} {ArrayShape.Text([.. array.Shape])}", $"{NpyType.Int64} [{info.Count}], a label for each image");
        }

        var labels = array.Elements<long>().ToArray();
        var counts = new long[info.ClassNames.Count];
        foreach (var label in labels)
        {
            if (label < 0 || label >= counts.Length)
            {
                throw Invalid(path, $"the label {label}", $"0 to {counts.Length - 1}");
            }

            counts[label]++;
        }

        return info.ClassCounts.SequenceEqual(counts)
            ? labels
            : throw Invalid(path, $"class counts {ArrayShape.Text(counts)}", $"{ArrayShape.Text([.. info.ClassCounts])} as {DatasetJson.FileName} says");
    }

    private static InvalidInputException Invalid(string path, string found, string needed) =>
        new($"Reading {path}: found {found}, needed {needed}. Prepare the data again.");

    private void CheckIndex(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
    }
}
