using System.Security.Cryptography;
using System.Text;
using Gans.Formats;
using Gans.Preprocessing.Idx;

namespace Gans.Preprocessing.Sources;

/// <summary>Images and labels in pairs of IDX files, one pair after the other.</summary>
internal sealed class IdxImages : ImageSource
{
    private readonly Part[] parts;
    private readonly byte[] labels;
    private readonly string split;

    /// <summary>Reads the labels and the heads of the images.</summary>
    /// <param name="name">The data set, for messages.</param>
    /// <param name="classNames">In the order of the labels.</param>
    /// <param name="split">The part of the data set that the files are.</param>
    /// <param name="files">Paths of the images and of their labels.</param>
    /// <exception cref="InvalidInputException">A file is missing or damaged, or two do not fit together.</exception>
    internal IdxImages(string name, IReadOnlyList<string> classNames, string split, params ReadOnlySpan<(string Images, string Labels)> files)
    {
        (ClassNames, this.split) = (classNames, split);
        var all = new List<byte>();   // as many as the files bear out: the readers have looked at their sizes
        var found = new List<Part>();
        foreach (var (imagesPath, labelsPath) in files)
        {
            using var images = IdxReader.Open(imagesPath, rank: 3);
            using var read = IdxReader.Open(labelsPath, rank: 1);
            if (images.Count != read.Count)
            {
                throw new InvalidInputException(
                    $"Preparing {name}: found {images.Count} images in {imagesPath} but {read.Count} labels in {labelsPath}, needed as many of both. "
                    + "Get both files again.");
            }

            found.Add(new Part(imagesPath, labelsPath, all.Count, images.Shape[1], images.Shape[2]));
            ReadLabels(read, all);
        }

        (parts, labels) = ([.. found], [.. all]);
        Digest = DigestOf(parts.SelectMany(static part => new[] { part.Images, part.Labels }));
    }

    /// <inheritdoc/>
    internal override string Description =>
        $"IDX files {string.Join(", ", parts.Select(static part => $"{Path.GetFileName(part.Images)}, {Path.GetFileName(part.Labels)}"))}";

    /// <inheritdoc/>
    internal override string Digest { get; }

    /// <inheritdoc/>
    internal override string Identity => Digest;

    /// <inheritdoc/>
    internal override int Count => labels.Length;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    internal override PictureShape? PixelShape => new(parts[0].Height, parts[0].Width, 1);

    /// <inheritdoc/>
    internal override bool HasTestPart => true;

    /// <inheritdoc/>
    internal override string Name(int index) => $"image {index}";

    /// <inheritdoc/>
    internal override int Label(int index) => labels[index];

    /// <inheritdoc/>
    internal override string Split(int index) => split;

    /// <inheritdoc/>
    internal override IEnumerable<PendingInput> Read(IEnumerable<int> indexes)
    {
        using var wanted = indexes.GetEnumerator();
        var isMore = wanted.MoveNext();
        foreach (var part in parts)
        {
            using var images = IdxReader.Open(part.Images, rank: 3);
            for (var i = 0; i < images.Count; i++)
            {
                var isRead = false;
                if (isMore && wanted.Current == part.First + i)
                {
                    yield return new PendingInput(images.ItemSize, MustWait: true, () =>
                    {
                        isRead = true;
                        return new InputContent(new Image(part.Height, part.Width, 1, images.Read().ToArray()));
                    });
                    isMore = wanted.MoveNext();
                }

                if (!isRead)
                {
                    images.Read();
                }
            }

            images.RequireEnd();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // Files are open only while they are read.
    }

    private static void ReadLabels(IdxReader reader, List<byte> labels)
    {
        for (var i = 0; i < reader.Count; i++)
        {
            labels.Add(reader.Read()[0]);
        }

        reader.RequireEnd();
    }

    /// <summary>What <c>sha256sum IMAGES LABELS | sha256sum</c> prints in the files' folder.</summary>
    private static string DigestOf(IEnumerable<string> paths)
    {
        var lines = new StringBuilder();
        foreach (var path in paths)
        {
            lines.Append(SourceFile.Digest(path)).Append("  ").Append(Path.GetFileName(path)).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    private sealed record Part(string Images, string Labels, int First, int Height, int Width);
}
