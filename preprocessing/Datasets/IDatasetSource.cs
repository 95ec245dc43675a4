using Gans.Formats;

namespace Gans.Preprocessing.Datasets;

/// <summary>One data set that can be prepared.</summary>
internal interface IDatasetSource
{
    /// <summary>The name that users choose it by.</summary>
    string Name { get; }

    /// <summary>Writes the pack.</summary>
    /// <param name="options">Checked, apart from what only the data set can know.</param>
    /// <param name="progress">Told about the images done; null for silence.</param>
    /// <param name="cancellationToken">Honoured between two images.</param>
    /// <returns>What the pack holds.</returns>
    DatasetInfo Prepare(PrepareOptions options, IProgress<StageProgress>? progress, CancellationToken cancellationToken);
}
