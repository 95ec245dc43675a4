using System.Security.Cryptography;
using Gans.Formats;

namespace Gans.Preprocessing.Sources;

/// <summary>
/// CIFAR-10 as its authors give it: five batches to train and one to test, 10,000 pictures of 32 x 32 each, as plain bytes or pickled by Python.
/// </summary>
internal sealed class CifarImages : ImageSource
{
    /// <summary>The classes, in the order of their labels (Krizhevsky, 2009).</summary>
    internal static readonly IReadOnlyList<string> Classes = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    private static readonly string[] BatchNames = ["data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"];

    private const long LargestBatch = 64 << 20;   // twice what they have

    private readonly FileTree tree;
    private readonly List<Batch> batches = [];

    /// <summary>Reads the labels of all batches.</summary>
    /// <param name="tree">Disposed with the source.</param>
    /// <param name="files">The batches among its files.</param>
    /// <exception cref="InvalidInputException">One is damaged.</exception>
    private CifarImages(FileTree tree, IEnumerable<int> files)
    {
        this.tree = tree;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            var bytes = Bytes(file);
            hash.AppendData(bytes);
            var labels = CifarBatch.Parse(bytes, tree.Files[file].Name).Labels.ToArray();
            batches.Add(new Batch(file, Count, labels));
            Count += labels.Length;
        }

        Digest = tree.Digest ?? Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <inheritdoc/>
    internal override string Description => $"CIFAR-10 batches in a {tree.Description}";

    /// <inheritdoc/>
    internal override string Digest { get; }

    /// <inheritdoc/>
    internal override string Identity => Digest;

    /// <inheritdoc/>
    internal override int Count { get; }

    /// <inheritdoc/>
    internal override IReadOnlyList<string> ClassNames => Classes;

    /// <inheritdoc/>
    internal override PictureShape? PixelShape => new(CifarBatch.Side, CifarBatch.Side, CifarBatch.Channels);

    /// <inheritdoc/>
    internal override bool HasTestPart => true;

    /// <summary>The batches of a folder or an archive, in the order of their numbers, the test batch last.</summary>
    /// <param name="tree">Disposed with the source.</param>
    /// <returns>The pictures; null where there are no batches.</returns>
    /// <exception cref="InvalidInputException">A batch is damaged.</exception>
    internal static CifarImages? TryOpen(FileTree tree)
    {
        var files = BatchNames.Select(name => FindBatch(tree, name)).Where(static index => index >= 0).ToArray();
        return files.Length > 0 ? new CifarImages(tree, files) : null;
    }

    /// <inheritdoc/>
    internal override string Name(int index) => $"{tree.Files[BatchOf(index).File].Name}, picture {index - BatchOf(index).First}";

    /// <inheritdoc/>
    internal override int Label(int index) => BatchOf(index) is var batch ? batch.Labels[index - batch.First] : 0;

    /// <inheritdoc/>
    internal override string Split(int index) => tree.Files[BatchOf(index).File].Name.Contains("test_batch", StringComparison.Ordinal) ? "test" : "train";

    /// <inheritdoc/>
    internal override IEnumerable<PendingInput> Read(IEnumerable<int> indexes)
    {
        Batch? current = null;
        CifarBatch? loaded = null;
        foreach (var index in indexes)
        {
            var batch = BatchOf(index);
            if (batch != current)
            {
                (current, loaded) = (batch, Load(batch.File));
            }

            var (pictures, place) = (loaded!, index - batch.First);
            yield return new PendingInput(
                CifarBatch.Side * CifarBatch.Side * CifarBatch.Channels, MustWait: false, () => new InputContent(pictures.Picture(place)));
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => tree.Dispose();

    private static int FindBatch(FileTree tree, string name)
    {
        for (var i = 0; i < tree.Files.Count; i++)
        {
            var file = tree.Files[i].Name;
            if (file[(file.LastIndexOf('/') + 1)..] is var last && (last == name || last == name + ".bin"))
            {
                return i;
            }
        }

        return -1;
    }

    private CifarBatch Load(int file) => CifarBatch.Parse(Bytes(file), tree.Files[file].Name);

    private byte[] Bytes(int file) => tree.Files[file].Length <= LargestBatch
        ? tree.ReadOne(file)
        : throw InvalidInputException.Reading(
            tree.Files[file].Name, $"found {tree.Files[file].Length:N0} bytes, needed at most {LargestBatch:N0}. It is no batch of CIFAR-10; get it again.");

    private Batch BatchOf(int index) => batches.Last(batch => batch.First <= index);

    private sealed record Batch(int File, int First, byte[] Labels);
}
