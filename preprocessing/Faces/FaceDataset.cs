using Gans.Formats;
using Gans.Inference.Faces;
using Gans.Preprocessing.Datasets;
using Gans.Preprocessing.Packing;
using Gans.Preprocessing.Sources;

namespace Gans.Preprocessing.Faces;

/// <summary>Faces out of a folder or an archive of photos, such as CelebA's.</summary>
internal sealed class FaceDataset : IDatasetSource
{
    /// <inheritdoc/>
    public string Name => "faces";

    /// <inheritdoc/>
    public DatasetInfo Prepare(PrepareOptions options, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var faces = options.Faces ?? throw new InvalidInputException(
            "Preparing faces: found no detector, needed MTCNN. Pass the folder that 'gans export --pretrained mtcnn' wrote.");
        faces.Validate();
        using var detector = FaceDetector.Load(faces.Detector, faces.Detection);
        using var source = PictureSource.Open(options, hasPairs: false, progress, cancellationToken);
        return new PackBuild(source, new FaceCrop(detector, faces, options), options).Run(progress, cancellationToken);
    }
}
