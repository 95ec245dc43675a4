using Gans.Training.Export;
namespace Gans.Training.Pretrained;

/// <summary>The face detector MTCNN: a folder of three ONNX files.</summary>
internal sealed class PretrainedMtcnn : PretrainedModel
{
    /// <inheritdoc/>
    public override string Name => "mtcnn";

    /// <inheritdoc/>
    public override string ExportName => "mtcnn";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    private protected override WeightPlace Place => WeightPlace.Npm(MtcnnExport.WeightsFile);

    /// <inheritdoc/>
    public override IReadOnlyList<ExportResult> Export(string? weights, string output, CancellationToken cancellation) =>
        MtcnnExport.Run(weights ?? InstalledWeights(), output, cancellation);
}
