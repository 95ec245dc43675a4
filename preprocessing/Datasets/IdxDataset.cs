using System.Security.Cryptography;
using System.Text;
using Gans.Formats;
using Gans.Preprocessing.Idx;

namespace Gans.Preprocessing.Datasets;

/// <summary>A data set in MNIST's four files: images and labels, each for training and for testing, compressed by gzip or not.</summary>
/// <param name="name">The name that users choose it by.</param>
/// <param name="classNames">In the order of the labels.</param>
internal abstract class IdxDataset(string name, IReadOnlyList<string> classNames) : IDatasetSource
{
    private const int ReportEvery = 1000;

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Folders where the files may lie if the user names none, best first.</summary>
    protected abstract IReadOnlyList<string> InstalledFolders();

    /// <inheritdoc/>
    public DatasetInfo Prepare(PrepareOptions options, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var filter = new ClassFilter(options, classNames);
        var prefix = options.Split == "train" ? "train" : "t10k";
        var imagesPath = Find(options.Input, $"{prefix}-images-idx3-ubyte");
        var labelsPath = Find(options.Input, $"{prefix}-labels-idx1-ubyte");
        using var images = IdxReader.Open(imagesPath, rank: 3);
        using var labels = IdxReader.Open(labelsPath, rank: 1);
        if (images.Count != labels.Count)
        {
            throw new InvalidInputException(
                $"Preparing {name}: found {images.Count} images in {imagesPath} but {labels.Count} labels in {labelsPath}, needed as many of both. Get both files again.");
        }

        var (height, width) = (images.Shape[1], images.Shape[2]);
        using var writer = new DatasetPackWriter(options.Output, new DatasetInfo
        {
            Name = name,
            Split = options.Split,
            Source = $"IDX files {Path.GetFileName(imagesPath)}, {Path.GetFileName(labelsPath)}",
            SourceDigest = Digest(imagesPath, labelsPath),
            Height = options.Size ?? height,
            Width = options.Size ?? width,
            Channels = 1,
            ClassNames = filter.ClassNames,
        });
        var resampler = options.Size is { } size && (size != height || size != width)
            ? new Resampler(height, width, size, size, channels: 1, ResizeFilter.Bilinear)
            : null;
        Copy(images, labels, filter, resampler, writer, progress, cancellationToken);
        return writer.Commit();
    }

    private static void Copy(
        IdxReader images, IdxReader labels, ClassFilter filter, Resampler? resampler, DatasetPackWriter writer,
        IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var resized = new byte[resampler?.TargetSize ?? 0];
        for (var i = 0; i < images.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var image = images.Read();
            if (filter.NewLabel(labels.Read()[0], i, labels.Path) is { } label)
            {
                resampler?.Resample(image, resized);
                writer.Add(resampler is null ? image : resized, label);
            }

            if ((i + 1) % ReportEvery == 0 || i + 1 == images.Count)
            {
                progress?.Report(new StageProgress("preparing", i + 1, images.Count, $"{writer.Count} kept"));
            }
        }

        images.RequireEnd();
        labels.RequireEnd();
    }

    /// <summary>What <c>sha256sum IMAGES LABELS | sha256sum</c> prints in the files' folder.</summary>
    private static string Digest(params ReadOnlySpan<string> paths)
    {
        var lines = new StringBuilder();
        foreach (var path in paths)
        {
            using var stream = File.OpenRead(path);
            lines.Append(Convert.ToHexStringLower(SHA256.HashData(stream))).Append("  ").Append(Path.GetFileName(path)).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    private string Find(string? input, string file)
    {
        var folders = input is null ? InstalledFolders() : [input];
        foreach (var folder in folders)
        {
            foreach (var path in (ReadOnlySpan<string>)[Path.Combine(folder, file), Path.Combine(folder, file + ".gz")])
            {
                if (File.Exists(path))
                {
                    return path;
                }
            }
        }

        throw new InvalidInputException(input is null
            ? $"Preparing {name}: found no {file} in {folders[0]}{(folders.Count > 1 ? $" nor in {folders.Count - 1} other folders" : "")}. Run make setup, or pass --in FOLDER."
            : $"Preparing {name}: found no {file} or {file}.gz in {input}. Pass the folder that holds the data set's files as --in.");
    }
}
