using Gans.Formats;
using Gans.Preprocessing.Packing;
using Gans.Preprocessing.Sources;

namespace Gans.Preprocessing.Datasets;

/// <summary>A data set in MNIST's four files: images and labels, each for training and for testing, compressed by gzip or not.</summary>
/// <param name="name">The name that users choose it by.</param>
/// <param name="classNames">In the order of the labels.</param>
internal abstract class IdxDataset(string name, IReadOnlyList<string> classNames) : IDatasetSource
{
    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Folders where the files may lie if the user names none, best first.</summary>
    protected abstract IReadOnlyList<string> InstalledFolders();

    /// <summary>The folder in which its files lie; null where they are not installed.</summary>
    internal string? FindInstalled() => InstalledFolders().FirstOrDefault(Directory.Exists);

    /// <inheritdoc/>
    public DatasetInfo Prepare(PrepareOptions options, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        string[] prefixes = options.Split switch { "train" => ["train"], "test" => ["t10k"], _ => ["train", "t10k"] };
        using var source = new IdxImages(
            name,
            classNames,
            options.Split,
            [.. prefixes.Select(prefix => (Find(options.Input, $"{prefix}-images-idx3-ubyte"), Find(options.Input, $"{prefix}-labels-idx1-ubyte")))]);
        return new PackBuild(source, PictureTransform.For(source, options), options).Run(progress, cancellationToken);
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
            ? $"Preparing {name}: found no {file} in {folders[0]}{(folders.Count > 1 ? $" nor in {folders.Count - 1} other folders" : "")}. "
                + "Run make setup, or pass --in FOLDER."
            : $"Preparing {name}: found no {file} or {file}.gz in {input}. Pass the folder that holds the data set's files as --in.");
    }
}
