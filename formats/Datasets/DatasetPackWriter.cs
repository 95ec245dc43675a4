using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gans.Formats;

/// <summary>Writes a dataset pack image by image; the folder is there whole or not at all.</summary>
public sealed class DatasetPackWriter : IDisposable
{
    private readonly string path;
    private readonly DatasetInfo description;
    private readonly string? key;
    private readonly AtomicFolder folder;
    private readonly PackArrays arrays;
    private readonly long[] classCounts;
    private readonly List<RejectedFile> rejected = [];
    private readonly int imageSize;
    private readonly Stopwatch sinceNote = Stopwatch.StartNew();
    private TimeSpan noteInterval;

    /// <summary>Starts a pack.</summary>
    /// <param name="folder">The folder to write; an older pack of that name is replaced at the end, other content never.</param>
    /// <param name="description">All facts but count, class counts and rejected files, which <see cref="Commit"/> fills in. Class names mean that each image
    /// has a label.</param>
    /// <param name="withPairs">Whether each image has a second one of the same shape.</param>
    /// <exception cref="InvalidInputException">The folder has other content, or the place cannot be written to.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The image size is out of range.</exception>
    public DatasetPackWriter(string folder, DatasetInfo description, bool withPairs = false)
        : this(folder, description, withPairs, key: null, withDigests: false)
    {
    }

    /// <summary>Starts a pack whose source's digest is made of its inputs'.</summary>
    internal DatasetPackWriter(string folder, DatasetInfo description, bool withPairs, bool withDigests)
        : this(folder, description, withPairs, key: null, withDigests)
    {
    }

    private DatasetPackWriter(string folder, DatasetInfo description, bool withPairs, string? key, bool withDigests)
    {
        ArgumentNullException.ThrowIfNull(description);
        var (height, width, channels) = (description.Height, description.Width, description.Channels);
        imageSize = PixelLayout.Size(1, height, width, channels);
        (path, this.description, this.key) = (folder, description, key);
        classCounts = new long[description.ClassNames.Count];
        this.folder = new AtomicFolder(folder, entry => DatasetPack.IsPack(folder) && IsPart(entry), resume: key is not null);
        var layout = new PackLayout(height, width, channels, classCounts.Length > 0, withPairs, withDigests);
        arrays = Reopen(layout) ?? Create(layout);
    }

    /// <summary>Images so far.</summary>
    public long Count => arrays.Images.Count;

    /// <summary>Inputs that were left out so far.</summary>
    public IReadOnlyList<RejectedFile> Rejected => rejected;

    /// <summary>Images so far that reach beyond what they were cut out of.</summary>
    internal long ReachingBeyond { get; set; }

    /// <summary>Inputs that are done, those of the run that this one goes on with included; see <see cref="EndInput"/>.</summary>
    public long InputsDone { get; private set; }

    /// <summary>Starts a pack, or goes on with one that was not finished.</summary>
    /// <remarks>
    /// The caller adds the images of its inputs in a fixed order, calls <see cref="EndInput"/> after each, and skips the first <see cref="InputsDone"/>.
    /// </remarks>
    /// <param name="folder">The folder to write; an older pack of that name is replaced at the end, other content never.</param>
    /// <param name="description">As for a pack that is written in one go. With <paramref name="withDigests"/>, <see cref="Commit"/> fills in the source's
    /// digest too.</param>
    /// <param name="key">The same only for equal inputs and options: unfinished work of another key is dropped.</param>
    /// <param name="withPairs">Whether each image has a second one of the same shape.</param>
    /// <param name="withDigests">
    /// Whether the source's digest is to be made of its inputs': the SHA-256 of their digests, in order. A pack that is a part of a preparation keeps them.
    /// </param>
    /// <param name="noteInterval">How often <see cref="EndInput"/> notes down how far the pack has come; zero for each time.</param>
    /// <exception cref="InvalidInputException">The folder has other content, or the place cannot be written to.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The image size is out of range.</exception>
    public static DatasetPackWriter Resume(
        string folder, DatasetInfo description, string key, bool withPairs = false, bool withDigests = false, TimeSpan noteInterval = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new DatasetPackWriter(folder, description, withPairs, key, withDigests) { noteInterval = noteInterval };
    }

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

    /// <summary>Adds an image with what else the pack asks for.</summary>
    /// <param name="image">[height, width, channels].</param>
    /// <param name="label">Index into the class names; null for a pack without classes.</param>
    /// <param name="pair">As <paramref name="image"/>; empty for a pack without pairs.</param>
    /// <exception cref="ArgumentException">One has another size, or there is no such class.</exception>
    /// <exception cref="InvalidOperationException">The pack needs something else.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void Add(ReadOnlySpan<byte> image, long? label, ReadOnlySpan<byte> pair)
    {
        if (label.HasValue != arrays.Labels is not null || pair.IsEmpty != arrays.Pairs is null)
        {
            throw new InvalidOperationException(
                $"Each image of {path} needs {(arrays.Labels is null ? "no label" : "a label")} and {(arrays.Pairs is null ? "no pair" : "a pair")}.");
        }

        CheckSize(image, nameof(image));
        if (arrays.Pairs is not null)
        {
            CheckSize(pair, nameof(pair));
        }

        if (label is { } index)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(label));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, classCounts.Length, nameof(label));
        }

        try
        {
            Append(image, label, pair);
        }
        catch (IOException e) when (WriteFailure.Explain(path, e) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Notes an input that the pack leaves out.</summary>
    /// <param name="file">Relative to the source, with forward slashes.</param>
    /// <param name="reason">Why, in one line.</param>
    public void Reject(string file, string reason) => rejected.Add(new RejectedFile(file, reason));

    /// <summary>Says that the image added last reaches beyond what it was cut out of, so that a part of it is made up.</summary>
    public void NoteReach() => ReachingBeyond++;

    /// <summary>Says that all images of an input were added, or that it was rejected. Now and then notes down how far the pack has come.</summary>
    /// <param name="digest">SHA-256 of the input, 32 bytes; empty for a pack without digests.</param>
    /// <exception cref="ArgumentException">The digest has another length.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void EndInput(ReadOnlySpan<byte> digest = default)
    {
        if (digest.Length != (arrays.Digests is null ? 0 : PackArrays.DigestSize))
        {
            throw new ArgumentException(
                $"An input of {path} needs a digest of {(arrays.Digests is null ? 0 : PackArrays.DigestSize)} bytes, found {digest.Length}.", nameof(digest));
        }

        arrays.Digests?.Append(digest);
        InputsDone++;
        if (key is not null && sinceNote.Elapsed >= noteInterval)
        {
            Note(key);
        }
    }

    /// <summary>Drops the unfinished work of a pack that nobody will go on with.</summary>
    public void Discard() => folder.KeepsUnfinished = false;

    /// <summary>Finishes the pack and puts it in its place.</summary>
    /// <returns>What it holds.</returns>
    /// <exception cref="InvalidInputException">No image was added.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public DatasetInfo Commit()
    {
        if (Count == 0)
        {
            Discard();
            var why = rejected is [var first, ..]
                ? $"{(rejected.Count == 1 ? "the only file was" : $"all {rejected.Count} files were")} rejected, "
                    + $"{first.Path} because: {first.Reason.TrimEnd('.')}"
                : "the source has none that was asked for";
            throw new InvalidInputException($"Writing dataset pack {path}: found no image, needed at least one; {why}.");
        }

        try
        {
            arrays.Complete();
            var info = description with
            {
                Count = Count,
                ClassCounts = classCounts,
                ReachingBeyond = ReachingBeyond > 0 ? ReachingBeyond : null,
                Rejected = rejected,
                SourceDigest = SourceDigest(),
            };
            AtomicFile.Write(Path.Combine(folder.WorkPath, DatasetJson.FileName), stream => stream.Write(DatasetJson.ToBytes(info)));
            PackProgress.Delete(folder.WorkPath);
            folder.Commit();
            return info;
        }
        catch (IOException e) when (WriteFailure.Explain(path, e) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Drops the pack unless it was committed, or can be gone on with.</summary>
    public void Dispose()
    {
        try
        {
            arrays.Dispose();
        }
        finally
        {
            folder.Dispose();
        }
    }

    private static bool IsPart(FileSystemInfo entry) => entry is FileInfo
        && entry.Name is DatasetJson.FileName or DatasetPack.ImagesName or DatasetPack.LabelsName or DatasetPack.PairsName or PackArrays.DigestsName;

    private PackArrays? Reopen(PackLayout layout)
    {
        if (key is null
            || PackProgress.Read(folder.WorkPath, key) is not { } progress
            || progress.ClassCounts.Count != classCounts.Length
            || PackArrays.Reopen(folder.WorkPath, layout, progress) is not { } reopened)
        {
            return null;
        }

        InputsDone = progress.InputsDone;
        progress.ClassCounts.ToArray().CopyTo(classCounts, 0);
        rejected.AddRange(progress.Rejected);
        ReachingBeyond = progress.ReachingBeyond;
        folder.KeepsUnfinished = true;
        return reopened;
    }

    private PackArrays Create(PackLayout layout)
    {
        folder.Clear();
        return PackArrays.Create(folder.WorkPath, layout);
    }

    private void Append(ReadOnlySpan<byte> image, long? label, ReadOnlySpan<byte> pair)
    {
        if (label is { } index)
        {
            arrays.Labels!.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in index)));
            classCounts[index]++;
        }

        arrays.Pairs?.Append(pair);
        arrays.Images.Append(image);
    }

    /// <summary>First the arrays, then the note that counts on them.</summary>
    private void Note(string workKey)
    {
        try
        {
            arrays.Flush();
            new PackProgress(workKey, InputsDone, Count, classCounts, rejected, ReachingBeyond).Write(folder.WorkPath);
        }
        catch (IOException e) when (WriteFailure.Explain(path, e) is { } explained)
        {
            throw explained;
        }

        folder.KeepsUnfinished = true;
        sinceNote.Restart();
    }

    private string SourceDigest()
    {
        var digests = Path.Combine(folder.WorkPath, PackArrays.DigestsName);
        if (arrays.Digests is null)
        {
            return description.SourceDigest;
        }

        using var rows = NpyFile.Map(digests);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0L; i < rows.Shape[0]; i++)
        {
            hash.AppendData(rows.Slice<byte>(i * PackArrays.DigestSize, PackArrays.DigestSize));
        }

        if (description.Shard is null)
        {
            File.Delete(digests);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
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
