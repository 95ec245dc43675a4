using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Finds out what a user named.</summary>
internal static class SourcePath
{
    /// <summary>What kind of images a path names.</summary>
    /// <exception cref="InvalidInputException">None, or nothing is there.</exception>
    internal static SourceKind KindOf(string path) => path switch
    {
        _ when Directory.Exists(path) => DatasetPack.IsPack(path) ? SourceKind.Pack : SourceKind.Folder,
        _ when !File.Exists(path) =>
            throw new InvalidInputException(
                $"Reading images from {path}: found nothing there, needed a folder, a dataset pack, an archive, an array, a generator or statistics. "
                + "Check the path."),
        _ => System.IO.Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".onnx" => SourceKind.Generator,
            ".zip" => SourceKind.Archive,
            ".npy" => SourceKind.Array,
            ".npz" => ArraySource.IsIn(path) ? SourceKind.Array : SourceKind.Statistics,
            var other => throw new InvalidInputException(
                $"Reading images from {path}: found a file that ends in '{other}', needed a folder, a dataset pack, a .zip of images, an .npy or .npz array, "
                + "an .onnx generator or .npz statistics. Give one of these."),
        },
    };

    /// <summary>Opens images.</summary>
    /// <param name="path">Not statistics.</param>
    /// <param name="options">How many of them to take, and what a generator is to draw.</param>
    internal static ImageSource Open(string path, SourceOptions options)
    {
        ImageSource source = KindOf(path) switch
        {
            SourceKind.Pack => new PackSource(path, DatasetPack.Open(path)),
            SourceKind.Folder => new FolderSource(path),
            SourceKind.Archive => new ArchiveSource(path),
            SourceKind.Array => ArraySource.Open(path),
            SourceKind.Generator => new GeneratorSource(path, options),
            var other => throw new ArgumentException($"{path} is of kind {other.ToWord()}, which holds no images.", nameof(path)),
        };
        return options.Count < source.Count ? new SampledSource(source, (int)options.Count, options.Seed) : source;
    }
}
