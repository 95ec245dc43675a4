using Gans.Formats;
using Gans.Preprocessing.Packing;
using Gans.Preprocessing.Sources;

namespace Gans.Preprocessing.Datasets;

/// <summary>Any pictures: a folder or an archive of image files, or arrays of pixels.</summary>
/// <param name="name">The name that users choose it by.</param>
/// <param name="hasPairs">Whether each picture is two, side by side.</param>
internal sealed class PictureDataset(string name, bool hasPairs) : IDatasetSource
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public DatasetInfo Prepare(PrepareOptions options, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        using var source = PictureSource.Open(options, hasPairs, progress, cancellationToken);
        return new PackBuild(source, PictureTransform.For(source, options, hasPairs), options).Run(progress, cancellationToken);
    }
}
