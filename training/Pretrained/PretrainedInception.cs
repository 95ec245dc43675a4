using Gans.Formats;
using Gans.Models;
using Gans.Models.Inception;
using Gans.Training.Export;

namespace Gans.Training.Pretrained;

/// <summary>Inception v3 as an extractor of features: one ONNX file with the outputs <c>features</c> [N, 2048] and <c>logits</c> [N, K].</summary>
/// <param name="variant">Whose pools; null for those that go with the weights.</param>
internal sealed class PretrainedInception(InceptionVariant? variant) : PretrainedModel
{
    /// <inheritdoc/>
    public override string Name => NameOf(variant ?? InceptionVariant.Keras);

    /// <inheritdoc/>
    public override string ExportName => $"{Name}.onnx";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    private protected override WeightPlace? Place => variant is null ? WeightPlace.Npm("nsfwjs/dist/models/inception_v3") : null;

    /// <inheritdoc/>
    public override IReadOnlyList<ExportResult> Export(string? weights, string output, CancellationToken cancellation)
    {
        var file = WeightFile.Read(weights ?? InstalledWeights());
        var layers = InceptionLayers.Find(file);
        var origin = InceptionOrigin.Of(file, layers);
        var chosen = variant ?? origin.Variant;
        cancellation.ThrowIfCancellationRequested();
        return Verification.Run<IReadOnlyList<ExportResult>>(() =>
        {
            using var network = new InceptionV3(chosen, layers.HeadWidths);
            layers.Load(network);
            var written = ExtractorExport.Write(network, Describe(chosen, origin, file, network), output);
            return [new ExportResult(output, NameOf(chosen), 0, network.ParameterCount(), written.GreatestDifference, written.Bytes)];
        });
    }

    /// <summary>What an export of a variant is called.</summary>
    internal static string NameOf(InceptionVariant variant) => variant switch
    {
        InceptionVariant.Keras => "inception-v3",
        InceptionVariant.Fid => "inception-v3-fid",
        InceptionVariant.Torchvision => "inception-v3-torchvision",
        _ => throw new ArgumentOutOfRangeException(nameof(variant), variant, "Not a variant of Inception v3."),
    };

    private static ModelCard Describe(InceptionVariant variant, InceptionOrigin origin, WeightFile file, InceptionV3 network) => new()
    {
        Kind = ModelKind.Extractor,
        Recipe = NameOf(variant),
        Classes = network.ClassCount,
        ClassNames = origin.ClassNames ?? [],
        ValueMin = origin.ValueMin,
        ValueMax = 1,
        ImageHeight = InceptionV3.ImageSize,
        ImageWidth = InceptionV3.ImageSize,
        ImageChannels = 3,
        Weights = origin.Text,
        WeightsSha256 = file.Sha256,
        Resize = variant == InceptionVariant.Keras ? ResizeRule.Nearest : ResizeRule.Bilinear,
    };
}
