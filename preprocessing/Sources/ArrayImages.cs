using System.Security.Cryptography;
using System.Text;
using Gans.Formats;

namespace Gans.Preprocessing.Sources;

/// <summary>Pictures in NumPy arrays, one array after the other; several arrays are classes.</summary>
internal sealed class ArrayImages : ImageSource
{
    private static readonly string[] ImageNames = ["images", "arr_0"];   // ours, and what numpy.savez calls the first
    private static readonly string[] TargetNames = ["pairs", "arr_1"];

    private readonly PixelArray[] arrays;
    private readonly PixelArray? targets;
    private readonly int[] starts;

    private ArrayImages(string description, string digest, PixelArray[] arrays, PixelArray? targets, IReadOnlyList<string> classNames)
    {
        (Description, Digest, this.arrays, this.targets, ClassNames) = (description, digest, arrays, targets, classNames);
        starts = new int[arrays.Length + 1];
        for (var i = 0; i < arrays.Length; i++)
        {
            starts[i + 1] = checked(starts[i] + arrays[i].Count);
        }
    }

    /// <inheritdoc/>
    internal override string Description { get; }

    /// <inheritdoc/>
    internal override string Digest { get; }

    /// <inheritdoc/>
    internal override string Identity => Digest;

    /// <inheritdoc/>
    internal override int Count => starts[^1];

    /// <inheritdoc/>
    internal override IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    internal override PictureShape? PixelShape => targets is null ? arrays[0].Shape : arrays[0].Shape with { Width = 2 * arrays[0].Shape.Width };

    /// <summary>Opens an .npy or .npz file.</summary>
    /// <param name="path">Any file; its content decides.</param>
    /// <param name="hasPairs">Whether an archive must hold sources and targets.</param>
    /// <returns>The pictures; null where it is neither.</returns>
    /// <exception cref="InvalidInputException">It is damaged, or holds something else.</exception>
    internal static ArrayImages? TryOpen(string path, bool hasPairs)
    {
        if (Directory.Exists(path))
        {
            return null;
        }

        if (IsNpy(path))
        {
            var array = PixelArray.Map(path);   // before the digest, which reads all of it
            return new ArrayImages($"NumPy array {Path.GetFileName(path)}", SourceFile.Digest(path), [array], null, []);
        }

        if (ArchiveKinds.Of(path) != ArchiveKind.Zip || !HoldsArrays(path))
        {
            return null;
        }

        using var archive = NpzFile.Open(path);
        return OfArchive(archive, path, hasPairs);
    }

    /// <summary>Maps .npy files of one shape, each a class named as the file.</summary>
    /// <param name="files">Paths and names of the classes, in the order of the labels; a single one is no class.</param>
    /// <exception cref="InvalidInputException">One is damaged or of another shape.</exception>
    internal static ArrayImages OfClasses(IReadOnlyList<(string Path, string ClassName)> files)
    {
        var arrays = new List<PixelArray>();
        foreach (var (path, _) in files)
        {
            arrays.Add(PixelArray.Map(path));
            if (arrays[^1].Shape != arrays[0].Shape)
            {
                throw InvalidInputException.Reading(
                    path, $"found pictures of {arrays[^1].Shape}, needed {arrays[0].Shape} as in {files[0].Path}. Prepare them apart.");
            }

            if (arrays.Sum(static array => (long)array.Count) > int.MaxValue)
            {
                throw InvalidInputException.Reading(path, "found more than 2^31 - 1 pictures with those before, needed fewer. Prepare the files apart.");
            }
        }

        var digest = new StringBuilder();
        foreach (var (path, _) in files)
        {
            digest.Append(SourceFile.Digest(path)).Append('\n');
        }

        var isOne = files.Count == 1;
        return new ArrayImages(
            $"NumPy arrays {string.Join(", ", files.Select(static file => Path.GetFileName(file.Path)))}",
            isOne ? digest.ToString().TrimEnd() : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(digest.ToString()))),
            [.. arrays],
            null,
            isOne ? [] : [.. files.Select(static file => file.ClassName)]);
    }

    /// <inheritdoc/>
    internal override string Name(int index) => $"picture {index}";

    /// <inheritdoc/>
    internal override int Label(int index) => PartOf(index);

    /// <inheritdoc/>
    internal override IEnumerable<PendingInput> Read(IEnumerable<int> indexes)
    {
        var (height, width, channels) = PixelShape!.Value;
        return indexes.Select(index => new PendingInput((long)height * width * channels, MustWait: false, () => new InputContent(Read(index))));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var array in arrays)
        {
            array.Dispose();
        }
    }

    private static bool IsNpy(string path)
    {
        using var file = InputFile.Open(path);
        Span<byte> start = stackalloc byte[6];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start[0] == 0x93 && start[1..].SequenceEqual("NUMPY"u8);
    }

    /// <summary>Whether a ZIP archive is an .npz; one that is damaged is left to whoever reads archives of files.</summary>
    private static bool HoldsArrays(string path)
    {
        try
        {
            using var archive = ZipReader.Open(path);
            return archive.Items.Any(static item => item.Name.EndsWith(".npy", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return false;
        }
    }

    private static ArrayImages OfArchive(NpzFile archive, string path, bool hasPairs)
    {
        var sources = Load(archive, ImageNames, path);
        var targets = hasPairs ? Load(archive, TargetNames, path) : null;
        if (targets is not null && (targets.Shape != sources.Shape || targets.Count != sources.Count))
        {
            throw new InvalidInputException(
                $"Reading {path}: found {sources.Count} sources of {sources.Shape} and {targets.Count} targets of {targets.Shape}, "
                + "needed as many of one shape. Save it again.");
        }

        return new ArrayImages($"NumPy archive {Path.GetFileName(path)}", SourceFile.Digest(path), [sources], targets, []);
    }

    private static PixelArray Load(NpzFile archive, string[] names, string path)
    {
        var name = names.FirstOrDefault(archive.Names.Contains) ?? throw new InvalidInputException(
            $"Reading {path}: found the arrays {string.Join(", ", archive.Names)}, needed one named {string.Join(" or ", names)}. Save it with numpy.savez.");
        return PixelArray.Of(archive.Read(name), $"{path}, array {name}");
    }

    private int PartOf(int index)
    {
        var place = Array.BinarySearch(starts, index);
        return place >= 0 ? place : ~place - 1;
    }

    private Image Read(int index)
    {
        var part = PartOf(index);
        var image = arrays[part].Read(index - starts[part]);
        return targets is null ? image : SideBySide(image, targets.Read(index));
    }

    private static Image SideBySide(Image left, Image right)
    {
        var both = new Image(left.Height, 2 * left.Width, left.Channels);
        for (var y = 0; y < left.Height; y++)
        {
            left.Row(y).CopyTo(both.Row(y));
            right.Row(y).CopyTo(both.Row(y)[(left.Width * left.Channels)..]);
        }

        return both;
    }
}
