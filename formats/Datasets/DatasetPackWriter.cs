using System.Runtime.InteropServices;

namespace Gans.Formats;

/// <summary>Writes a dataset pack image by image; the folder is there whole or not at all.</summary>
public sealed class DatasetPackWriter : IDisposable
{
    private readonly string path;
    private readonly DatasetInfo description;
    private readonly AtomicFolder folder;
    private readonly NpyWriter images;
    private readonly NpyWriter? labels;
    private readonly NpyWriter? pairs;
    private readonly long[] classCounts;
    private readonly List<RejectedFile> rejected = [];
    private readonly int imageSize;

    /// <summary>Starts a pack.</summary>
    /// <param name="folder">The folder to write; an older pack of that name is replaced at the end, other content never.</param>
    /// <param name="description">All facts but count, class counts and rejected files, which <see cref="Commit"/> fills in. Class names mean that each image has a label.</param>
    /// <param name="withPairs">Whether each image has a second one of the same shape.</param>
    /// <exception cref="InvalidInputException">The folder has other content, or the place cannot be written to.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The image size is out of range.</exception>
    public DatasetPackWriter(string folder, DatasetInfo description, bool withPairs = false)
    {
        ArgumentNullException.ThrowIfNull(description);
        var (height, width, channels) = (description.Height, description.Width, description.Channels);
        imageSize = PixelLayout.Size(1, height, width, channels);
        path = folder;
        this.description = description;
        classCounts = new long[description.ClassNames.Count];
        this.folder = new AtomicFolder(folder, DatasetPack.IsPack);
        images = new NpyWriter(WorkFile(DatasetPack.ImagesName), NpyType.UInt8, height, width, channels);
        labels = classCounts.Length > 0 ? new NpyWriter(WorkFile(DatasetPack.LabelsName), NpyType.Int64) : null;
        pairs = withPairs ? new NpyWriter(WorkFile(DatasetPack.PairsName), NpyType.UInt8, height, width, channels) : null;
    }

    /// <summary>Images so far.</summary>
    public long Count => images.Count;

    /// <summary>Adds an image to a pack without labels or pairs.</summary>
    /// <param name="image">[height, width, channels].</param>
    /// <exception cref="ArgumentException">It has another size.</exception>
    /// <exception cref="InvalidOperationException">The pack has labels or pairs.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void Add(ReadOnlySpan<byte> image) => Add(image, null, default);

    /// <summary>Adds an image with its label.</summary>
    /// <param name="image">[height, width, channels].</param>
    /// <param name="label">Index into the class names.</param>
    /// <exception cref="ArgumentException">It has another size, or there is no such class.</exception>
    /// <exception cref="InvalidOperationException">The pack has no labels, or has pairs.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void Add(ReadOnlySpan<byte> image, long label) => Add(image, label, default);

    /// <summary>Adds a pair of images.</summary>
    /// <param name="image">[height, width, channels], what is translated.</param>
    /// <param name="pair">[height, width, channels], what it becomes.</param>
    /// <exception cref="ArgumentException">One has another size.</exception>
    /// <exception cref="InvalidOperationException">The pack has no pairs, or has labels.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void AddPair(ReadOnlySpan<byte> image, ReadOnlySpan<byte> pair) => Add(image, null, pair);

    /// <summary>Notes an input that the pack leaves out.</summary>
    /// <param name="file">Relative to the source, with forward slashes.</param>
    /// <param name="reason">Why, in one line.</param>
    public void Reject(string file, string reason) => rejected.Add(new RejectedFile(file, reason));

    /// <summary>Finishes the pack and puts it in its place.</summary>
    /// <returns>What it holds.</returns>
    /// <exception cref="InvalidInputException">No image was added.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public DatasetInfo Commit()
    {
        if (Count == 0)
        {
            var why = rejected is [var first, ..] ? $"all {rejected.Count} files were rejected, {first.Path} because: {first.Reason}" : "the source has none that was asked for";
            throw new InvalidInputException($"Writing dataset pack {path}: found no image, needed at least one; {why}.");
        }

        var info = description with { Count = Count, ClassCounts = classCounts, Rejected = rejected };
        try
        {
            foreach (var array in (ReadOnlySpan<NpyWriter?>)[images, labels, pairs])
            {
                array?.Complete();
                array?.Dispose();
            }

            AtomicFile.Write(WorkFile(DatasetJson.FileName), stream => stream.Write(DatasetJson.ToBytes(info)));
        }
        catch (IOException e) when (WriteFailure.Explain(path, e) is { } explained)
        {
            throw explained;
        }

        folder.Commit();
        return info;
    }

    /// <summary>Drops the pack unless it was committed.</summary>
    public void Dispose()
    {
        try
        {
            images.Dispose();
            labels?.Dispose();
            pairs?.Dispose();
        }
        finally
        {
            folder.Dispose();
        }
    }

    private string WorkFile(string name) => Path.Combine(folder.WorkPath, name);

    /// <summary>Adds an image with what else the pack asks for.</summary>
    internal void Add(ReadOnlySpan<byte> image, long? label, ReadOnlySpan<byte> pair)
    {
        if (label.HasValue != labels is not null || pair.IsEmpty != pairs is null)
        {
            throw new InvalidOperationException($"Each image of {path} needs {(labels is null ? "no label" : "a label")} and {(pairs is null ? "no pair" : "a pair")}.");
        }

        CheckSize(image, nameof(image));
        try
        {
            if (label is { } index)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(label));
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, classCounts.Length, nameof(label));
                labels!.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in index)));
                classCounts[index]++;
            }

            if (pairs is not null)
            {
                CheckSize(pair, nameof(pair));
                pairs.Append(pair);
            }

            images.Append(image);
        }
        catch (IOException e) when (WriteFailure.Explain(path, e) is { } explained)
        {
            throw explained;
        }
    }

    private void CheckSize(ReadOnlySpan<byte> image, string name)
    {
        if (image.Length != imageSize)
        {
            throw new ArgumentException(
                $"An image of {path} has {imageSize} bytes [{description.Height}, {description.Width}, {description.Channels}], found {image.Length}.", name);
        }
    }
}
