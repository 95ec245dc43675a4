using System.Globalization;
using System.Security.Cryptography;

namespace Gans.Formats;

/// <summary>Dataset packs as single <c>.npz</c> files, for exchange with NumPy.</summary>
/// <remarks>
/// The arrays are <c>images</c>, uint8 [N, H, W, C] or [N, H, W], and perhaps <c>labels</c>, whole numbers [N], and <c>pairs</c>, as images. What we
/// write also has the entry <c>dataset.json</c>, so that a pack comes back bit for bit; NumPy gives it as bytes.
/// </remarks>
public static class DatasetNpz
{
    private const int MostClasses = 1 << 16;

    /// <summary>Writes a pack as an archive; the file is there whole or not at all.</summary>
    /// <param name="pack">What to write; images are read one by one.</param>
    /// <param name="path">The file, by custom ending in .npz.</param>
    /// <param name="compress">Whether to deflate.</param>
    /// <exception cref="InvalidInputException">The place cannot be written to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public static void Export(DatasetPack pack, string path, bool compress = true)
    {
        ArgumentNullException.ThrowIfNull(pack);
        AtomicFile.Write(path, stream =>
        {
            using var writer = new NpzWriter(stream, compress);
            AddImages(writer, DatasetPack.ImagesName, pack, pack.GetImage);
            if (pack.HasLabels)
            {
                var labels = new long[pack.Count];
                for (var i = 0L; i < pack.Count; i++)
                {
                    labels[i] = pack.GetLabel(i);
                }

                writer.Add(DatasetPack.LabelsName, entry => NpyFile.Write(entry, NpyArray.Create<long>(labels, pack.Count)));
            }

            if (pack.HasPairs)
            {
                AddImages(writer, DatasetPack.PairsName, pack, pack.GetPair);
            }

            writer.Add(DatasetJson.FileName, entry => entry.Write(DatasetJson.ToBytes(pack.Info)));
        });
    }

    /// <summary>Makes a pack from an archive; the folder is there whole or not at all.</summary>
    /// <param name="path">The archive, ours or any with the arrays that the remarks name.</param>
    /// <param name="folder">The pack to write; an older pack of that name is replaced.</param>
    /// <returns>What the pack holds. Where the archive has no <c>dataset.json</c>, classes are named by their numbers, 0 to the largest label.</returns>
    /// <exception cref="InvalidInputException">The archive is missing or damaged, its arrays do not fit together, or the place cannot be written
    /// to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public static DatasetInfo Import(string path, string folder)
    {
        using var archive = NpzFile.Open(path);
        return NpzFile.Guard(path, () => Import(archive, path, folder));
    }

    private static DatasetInfo Import(NpzFile archive, string path, string folder)
    {
        var (header, images) = archive.OpenArray("images");
        using var imagesOwner = images;
        var (count, height, width, channels) = ImageShape(header, path);
        var labels = archive.Has(DatasetPack.LabelsName) ? ReadLabels(archive.Read("labels"), count, path) : null;
        var info = Describe(archive, path, labels) with { Height = height, Width = width, Channels = channels };
        CheckLabels(labels, info.ClassNames.Count, path);
        using var pairs = archive.Has(DatasetPack.PairsName) ? OpenPairs(archive, header, path) : null;
        using var writer = new DatasetPackWriter(folder, info, withPairs: pairs is not null);
        var image = new byte[height * width * channels];
        var pair = pairs is null ? [] : new byte[image.Length];
        for (var i = 0L; i < count; i++)
        {
            images.ReadExactly(image);
            pairs?.ReadExactly(pair);
            writer.Add(image, labels?[i], pair);
        }

        writer.ReachingBeyond = info.ReachingBeyond ?? 0;
        foreach (var (file, reason) in info.Rejected)
        {
            writer.Reject(file, reason);
        }

        return writer.Commit();
    }

    private static void AddImages(NpzWriter writer, string name, DatasetPack pack, Func<long, ReadOnlySpan<byte>> image) => writer.Add(name, entry =>
    {
        entry.Write(new NpyHeader(NpyType.UInt8, [pack.Count, pack.Height, pack.Width, pack.Channels]).ToBytes());
        for (var i = 0L; i < pack.Count; i++)
        {
            entry.Write(image(i));
        }
    });

    private static (long Count, int Height, int Width, int Channels) ImageShape(NpyHeader header, string path)
    {
        if (header is { Type: NpyType.UInt8, Shape: [>= 1, >= 1, >= 1, 1 or 3] or [>= 1, >= 1, >= 1] })
        {
            var channels = header.Shape.Length == 4 ? header.Shape[3] : 1;
            if ((Int128)header.Shape[1] * header.Shape[2] * channels <= Array.MaxLength)
            {
                return (header.Shape[0], (int)header.Shape[1], (int)header.Shape[2], (int)channels);
            }
        }

        throw Invalid(path, $"images {header.Type} {ArrayShape.Text(header.Shape)}", "UInt8 [N, H, W], [N, H, W, 1] or [N, H, W, 3]");
    }

    private static DatasetInfo Describe(NpzFile archive, string path, long[]? labels)
    {
        if (archive.Has(DatasetJson.FileName))
        {
            return DatasetJson.Parse(archive.ReadBytes(DatasetJson.FileName), $"{path}, {DatasetJson.FileName}");
        }

        var classes = labels is null ? 0 : labels.Max() + 1;
        if (classes > MostClasses)
        {
            throw Invalid(path, $"the label {classes - 1}", $"labels below {MostClasses:N0}, counted from 0");
        }

        using var file = InputFile.Open(path);
        return new DatasetInfo
        {
            Name = Path.GetFileNameWithoutExtension(path),
            Split = "train",
            Source = $"NumPy archive {Path.GetFileName(path)}",
            SourceDigest = Convert.ToHexStringLower(SHA256.HashData(file)),
            Height = 1,
            Width = 1,
            Channels = 1,
            ClassNames = [.. Enumerable.Range(0, (int)Math.Max(0, classes)).Select(index => index.ToString(CultureInfo.InvariantCulture))],
        };
    }

    private static long[] ReadLabels(NpyArray array, long count, string path)
    {
        if (!array.Shape.SequenceEqual([count]))
        {
            throw Invalid(path, $"labels {ArrayShape.Text([.. array.Shape])}", $"[{count}], one for each image");
        }

        return array.Type switch
        {
            NpyType.UInt8 => Widen<byte>(array, value => value),
            NpyType.Int8 => Widen<sbyte>(array, value => value),
            NpyType.Int16 => Widen<short>(array, value => value),
            NpyType.Int32 => Widen<int>(array, value => value),
            NpyType.Int64 => Widen<long>(array, value => value),
            var other => throw Invalid(path, $"labels of type {other}", "whole numbers"),
        };
    }

    private static long[] Widen<T>(NpyArray array, Func<T, long> widen)
        where T : unmanaged
    {
        var labels = new long[array.Elements<T>().Length];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = widen(array.Elements<T>()[i]);
        }

        return labels;
    }

    private static void CheckLabels(long[]? labels, int classes, string path)
    {
        if (labels is null != (classes == 0))
        {
            throw Invalid(path, $"{(labels is null ? "no " : "")}labels and {classes} class names", "both or none");
        }

        foreach (var label in labels ?? [])
        {
            if (label < 0 || label >= classes)
            {
                throw Invalid(path, $"the label {label}", $"0 to {classes - 1}");
            }
        }
    }

    private static Stream OpenPairs(NpzFile archive, NpyHeader images, string path)
    {
        var (header, pairs) = archive.OpenArray("pairs");
        if (header.Type == images.Type && header.Shape.SequenceEqual(images.Shape))
        {
            return pairs;
        }

        pairs.Dispose();
        throw Invalid(path, $"pairs {header.Type} {ArrayShape.Text(header.Shape)}", $"{images.Type} {ArrayShape.Text(images.Shape)}, as images");
    }

    private static InvalidInputException Invalid(string path, string found, string needed) =>
        new($"Importing {path}: found {found}, needed {needed}. Save it with numpy.savez(images=..., labels=...).");
}
