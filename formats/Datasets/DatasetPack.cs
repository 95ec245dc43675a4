namespace Gans.Formats;

/// <summary>A prepared data set on disk: a folder of <c>images.npy</c>, perhaps <c>labels.npy</c> and <c>pairs.npy</c>, and <c>dataset.json</c>.</summary>
/// <remarks>
/// All is memory-mapped, nothing loaded whole: images uint8 [N, H, W, C], grey or RGB, 0 to 255; labels int64 [N]; pairs as images.
/// Threads may read side by side. Spans that it gave out must not be used after <see cref="Dispose"/>.
/// </remarks>
public sealed class DatasetPack : IDisposable
{
    internal const string ImagesName = "images.npy", LabelsName = "labels.npy", PairsName = "pairs.npy";

    private readonly MappedNpyArray images;
    private readonly MappedNpyArray? pairs;
    private readonly MappedNpyArray? labels;
    private readonly int imageSize;

    private DatasetPack(DatasetInfo info, MappedNpyArray images, MappedNpyArray? pairs, MappedNpyArray? labels)
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
    public bool HasLabels => labels is not null;

    /// <summary>Whether each image has a second one: the target of a translation.</summary>
    public bool HasPairs => pairs is not null;

    /// <summary>Names of the classes; empty without labels.</summary>
    public IReadOnlyList<string> ClassNames => Info.ClassNames;

    /// <summary>Opens a pack and checks that the types and shapes of its parts fit together; what they hold stays on the disk.</summary>
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
        long[] shape = [info.Count, info.Height, info.Width, info.Channels];
        MappedNpyArray? images = null, labels = null;
        try
        {
            images = Map(Path.Combine(folder, ImagesName), NpyType.UInt8, shape);
            labels = info.ClassNames.Count > 0 ? Map(Path.Combine(folder, LabelsName), NpyType.Int64, [info.Count]) : null;
            var pairs = Path.Combine(folder, PairsName);
            return new DatasetPack(info, images, File.Exists(pairs) ? Map(pairs, NpyType.UInt8, shape) : null, labels);
        }
        catch
        {
            images?.Dispose();
            labels?.Dispose();
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
    /// <exception cref="InvalidInputException">There is no class of that label: the pack is damaged.</exception>
    /// <exception cref="InvalidOperationException">The pack has no labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    /// <exception cref="ObjectDisposedException">The pack was disposed.</exception>
    public long GetLabel(long index)
    {
        CheckIndex(index);
        var label = (labels ?? throw new InvalidOperationException($"{Info.Name} has no labels; look at HasLabels first.")).Slice<long>(index, 1)[0];
        return label >= 0 && label < ClassNames.Count
            ? label
            : throw Invalid(LabelsName, $"the label {label} of image {index}", $"0 to {ClassNames.Count - 1}");
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

    /// <summary>Unmaps the files.</summary>
    public void Dispose()
    {
        images.Dispose();
        pairs?.Dispose();
        labels?.Dispose();
    }

    private static MappedNpyArray Map(string path, NpyType type, long[] shape)
    {
        var array = NpyFile.Map(path);
        if (array.Type == type && array.Shape.SequenceEqual(shape))
        {
            return array;
        }

        array.Dispose();
        throw Invalid(path, $"{array.Type} {ArrayShape.Text([.. array.Shape])}", $"{type} {ArrayShape.Text(shape)} as {DatasetJson.FileName} says");
    }

    private static InvalidInputException Invalid(string path, string found, string needed) =>
        new($"Reading {path}: found {found}, needed {needed}. Prepare the data again.");

    private void CheckIndex(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
    }
}
