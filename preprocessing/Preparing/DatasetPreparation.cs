using System.Collections.Immutable;
using Gans.Formats;
using Gans.Preprocessing.Datasets;
using Gans.Preprocessing.Downloads;
using Gans.Preprocessing.Faces;

namespace Gans.Preprocessing;

/// <summary>Turns data sets into dataset packs.</summary>
public static class DatasetPreparation
{
    private static readonly ImmutableArray<IDatasetSource> Sources =
    [
        new FashionMnist(), new Mnist(), new Cifar10(), new QuickDraw(), new PictureDataset("images", hasPairs: false),
        new PictureDataset("pairs", hasPairs: true), new FaceDataset(),
    ];

    /// <summary>Names of the data sets that can be prepared.</summary>
    public static IReadOnlyList<string> DatasetNames { get; } = [.. Sources.Select(source => source.Name)];

    /// <summary>Prepares a data set. Equal inputs and options give the same bytes; the pack is there whole or not at all.</summary>
    /// <param name="options">Which data set, from where to where.</param>
    /// <param name="progress">Told about the images done; null for silence.</param>
    /// <param name="cancellationToken">Stops between two inputs and leaves an older pack as it was; the next run of the same options goes on.</param>
    /// <returns>What the pack holds.</returns>
    /// <exception cref="InvalidInputException">An option is out of range, the data set is unknown, missing or damaged, or the output cannot be written
    /// to.</exception>
    /// <exception cref="RejectedFilesException">Files were rejected, and the options are strict.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DatasetInfo Run(PrepareOptions options, IProgress<StageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var source = Sources.FirstOrDefault(source => source.Name == options.Dataset) ?? throw new InvalidInputException(
            $"Preparing data: found the data set '{options.Dataset}', needed the name of one. {NearestWord.Hint(options.Dataset, DatasetNames)}");
        options.Validate();
        return source.Prepare(InputLocation.Resolve(options, Download.ToUserCache(), progress, cancellationToken), progress, cancellationToken);
    }

    /// <summary>Where the files of a data set lie that set-up installs, or the file that was fetched for it; null where neither is there.</summary>
    /// <param name="entry">The data set.</param>
    public static string? FindInstalled(CatalogueEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.IsInstalled)
        {
            return Sources.OfType<IdxDataset>().FirstOrDefault(source => source.Name == entry.Dataset)?.FindInstalled();
        }

        var fetched = entry is { Address: { } address, Sha256: { } digest } ? Download.ToUserCache().PathOf(address, digest) : null;
        return File.Exists(fetched) ? fetched : null;
    }
}
