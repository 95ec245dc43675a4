using Gans.Formats;

namespace Gans.Preprocessing.Sources;

/// <summary>Opens what a user named as pictures.</summary>
internal static class PictureSource
{
    /// <summary>Opens a folder, an archive, an array file, or two folders or archives as domains A and B.</summary>
    /// <param name="options">Input, second input.</param>
    /// <param name="hasPairs">Whether an .npz archive holds sources and targets in two arrays.</param>
    /// <param name="progress">Told about a download; null for silence.</param>
    /// <param name="cancellationToken">Stops a download.</param>
    /// <exception cref="InvalidInputException">No input is given, or it cannot be used.</exception>
    internal static ImageSource Open(PrepareOptions options, bool hasPairs, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var purpose = $"Preparing {options.Dataset}";
        if (options.Input is not { } path)
        {
            throw new InvalidInputException($"{purpose}: found no input, needed a folder, archive or array of pictures. Pass --in PATH.");
        }

        if (options.InputB is { } second)
        {
            var domains = new ImageFiles(new DomainTree(FileTree.Open(path, purpose), FileTree.Open(second, purpose)));
            if (domains.ClassNames.Count >= 2)
            {
                return domains;
            }

            domains.Dispose();
            throw new InvalidInputException($"{purpose}: found no picture in {path} or in {second}, needed some in both. Check --in and --in-b.");
        }

        return ArrayImages.TryOpen(path, hasPairs) ?? (ImageSource)new ImageFiles(FileTree.Open(path, purpose));
    }
}
