using Gans.Formats;
using Gans.Preprocessing.Packing;
using Gans.Preprocessing.Sources;

namespace Gans.Preprocessing.Datasets;

/// <summary>Drawings of Google's Quick, Draw!, "numpy bitmaps": grey, 28 x 28, white strokes on black, one file a subject.</summary>
internal sealed class QuickDraw : IDatasetSource
{
    /// <summary>What downloads put before the subject in a file's name.</summary>
    private static readonly string[] Prefixes = ["full_numpy_bitmap_", "full%2Fnumpy_bitmap%2F"];

    /// <inheritdoc/>
    public string Name => "quickdraw";

    /// <inheritdoc/>
    public DatasetInfo Prepare(PrepareOptions options, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var files = Find(options.Input);
        using var source = ArrayImages.OfClasses([.. files.Select(static path => (path, Subject(path)))]);
        return new PackBuild(source, PictureTransform.For(source, options), options).Run(progress, cancellationToken);
    }

    private static string[] Find(string? input)
    {
        if (input is null)
        {
            throw new InvalidInputException(
                "Preparing quickdraw: found no input, needed a subject's .npy file or a folder of such files. Pass --in PATH, or --url with --sha256.");
        }

        if (!Directory.Exists(input))
        {
            return [input];
        }

        string[] files =
        [
            .. FolderListing.Of(input, recurse: false)
                .Where(static file => file.Name.EndsWith(".npy", StringComparison.Ordinal))
                .Select(file => Path.Combine(input, file.Name)),
        ];
        return files.Length > 0
            ? files
            : throw new InvalidInputException(
                $"Preparing quickdraw: found no .npy file in {input}, needed one a subject. Pass the folder that holds them as --in.");
    }

    private static string Subject(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var prefix = Prefixes.FirstOrDefault(each => name.StartsWith(each, StringComparison.Ordinal)) ?? "";
        return name[prefix.Length..].Replace("%20", " ", StringComparison.Ordinal);
    }
}
