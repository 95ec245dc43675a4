using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Gans.Formats;
using Gans.Onnx.Adoption;
using Gans.Training.Export;

namespace Gans.Training.Pretrained;

/// <summary>ResNet-18 trained on ImageNet: one ONNX file from photographs to <c>features</c> [N, 512], the values before its last layer.</summary>
/// <remarks>
/// Deep Residual Learning for Image Recognition, 2015 (arXiv:1512.03385). The package has two graphs of CNTK's, opset 8, for one image: one takes the mean
/// image away and puts blue first, the other is the network without its classes. They are joined, brought to our opset, and their batch is made free.
/// </remarks>
internal sealed class PretrainedResNet18 : PretrainedModel
{
    private const string Package = "Microsoft.ML.DnnImageFeaturizer.ResNet18";
    private const double White = 255;

    private static readonly string Version18 = Known("ResNet18Version");

    private static readonly (string Path, string Sha256) Preparation = ("ResNetPrepOnnx/ResNetPreprocess.onnx", Known("ResNet18PreparationSha256"));
    private static readonly (string Path, string Sha256) Network = ("ResNet18Onnx/ResNet18.onnx", Known("ResNet18Sha256"));

    /// <inheritdoc/>
    public override string Name => "resnet18";

    /// <inheritdoc/>
    public override string ExportName => "resnet18.onnx";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    private protected override WeightPlace Place => WeightPlace.NuGet(Package, Version18, "tools/DnnImageModels");

    /// <inheritdoc/>
    public override IReadOnlyList<ExportResult> Export(string? weights, string output, CancellationToken cancellation)
    {
        var folder = weights ?? InstalledWeights();
        var (preparation, network) = (Require(folder, Preparation), Require(folder, Network));
        cancellation.ThrowIfCancellationRequested();
        var report = OnnxAdoption.Extractor(network, output, new ExtractorAdoption
        {
            Name = Name,
            Before = preparation,
            Black = 0,
            White = White,
            Resize = ResizeRule.Clean,
            Weights = $"ResNet-18 trained on ImageNet, of NuGet's {Package} {Version18} (MIT): scores compare among themselves",
        });
        return
        [
            new ExportResult(output, Name, 0, report.Card.Parameters!.Value, report.GreatestDifference, report.Bytes) { Peer = "the package's own graphs" },
        ];
    }

    /// <inheritdoc/>
    /// <remarks>That of the only files that <see cref="Export"/> takes.</remarks>
    public override string DigestOf(string weights) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Preparation.Sha256} {Network.Sha256}")));

    private static string Require(string folder, (string Path, string Sha256) file)
    {
        var path = Path.Combine(folder, file.Path);
        using var content = InputFile.Open(path);
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        return digest == file.Sha256 ? path : throw new InvalidInputException(
            $"Exporting resnet18: found {path} with the SHA-256 {digest}, needed {file.Sha256}, that of {Package} {Version18}. Fetch the package again.");
    }

    /// <summary>What <c>Directory.Packages.props</c> says, which set-up reads too.</summary>
    private static string Known(string key) =>
        typeof(PretrainedResNet18).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}
