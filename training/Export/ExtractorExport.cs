using Gans.Models;
using Gans.Models.Classifiers;
using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Training.Export;

/// <summary>Writes a classifier as an extractor: input <c>images</c> [N, C, H, W], outputs <c>features</c> [N, D] and <c>logits</c> [N, K].</summary>
internal static class ExtractorExport
{
    /// <summary>Exports and verifies it on the CPU.</summary>
    /// <param name="network">The classifier.</param>
    /// <param name="description">What the file says of itself; its kind is <see cref="OnnxModelKind.Extractor"/>.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="OnnxExportException">The file's results are not libtorch's; it is not left behind.</exception>
    internal static OnnxExportReport Write(Classifier network, OnnxModelDescription description, string path)
    {
        var images = new OnnxInput("images", [OnnxAxis.N, description.ImageChannels, description.ImageHeight, description.ImageWidth])
        {
            Sample = Draw,
            Description = FormattableString.Invariant($"Images, channels outermost, from {description.ValueMin} (black) to {description.ValueMax} (white)."),
        };
        return ModelFile.Write(network, description, path, [images], Forward);

        Tensor Draw(int batch)
        {
            using var scope = NewDisposeScope();
            var unit = rand(batch, description.ImageChannels, description.ImageHeight, description.ImageWidth);
            return ((unit * (description.ValueMax - description.ValueMin)) + description.ValueMin).MoveToOuterDisposeScope();
        }

        IReadOnlyList<(string Name, Tensor Value)> Forward(IReadOnlyList<Tensor> inputs)
        {
            var output = network.Run(inputs[0], Mode.Inference);
            return [("features", output.Features), ("logits", output.Logits)];
        }
    }
}
