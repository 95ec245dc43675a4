using Gans.Formats;
using Gans.Preprocessing.Packing;
using Gans.Preprocessing.Sources;

namespace Gans.Preprocessing.Datasets;

/// <summary>
/// CIFAR-10, 60,000 colour pictures of ten kinds of things, 32 x 32 (Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009).
/// </summary>
/// <remarks>As its authors' batches, as plain bytes or pickled, or as image files in a folder a class.</remarks>
internal sealed class Cifar10 : IDatasetSource
{
    /// <inheritdoc/>
    public string Name => "cifar10";

    /// <inheritdoc/>
    public DatasetInfo Prepare(PrepareOptions options, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        if (options.Input is not { } path)
        {
            var known = DatasetCatalogue.Find(Name)!;
            throw new InvalidInputException(
                $"Preparing {Name}: found no input, needed its batches, unpacked or in an archive. Pass --in PATH, or --url {known.Address}.");
        }

        var tree = FileTree.Open(path, $"Preparing {Name}");
        using var source = CifarImages.TryOpen(tree) ?? (ImageSource)OfImageFiles(tree);
        return new PackBuild(source, PictureTransform.For(source, options), options).Run(progress, cancellationToken);
    }

    private static ImageFiles OfImageFiles(FileTree tree)
    {
        var source = new ImageFiles(tree);
        if (source.ClassNames.SequenceEqual(CifarImages.Classes))
        {
            return source;
        }

        source.Dispose();
        throw new InvalidInputException(
            $"Preparing cifar10: found in the {tree.Description} neither its batches nor a folder for each of {string.Join(", ", CifarImages.Classes)}. "
            + "Pass the data set itself as --in.");
    }
}
