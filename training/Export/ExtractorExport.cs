using Gans.Formats;
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
    /// <param name="description">What the file says of itself; its kind is <see cref="ModelKind.Extractor"/>, and it says what images it takes.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="OnnxExportException">The file's results are not libtorch's; it is not left behind.</exception>
    internal static OnnxExportReport Write(Classifier network, ModelCard description, string path)
    {
        long[] sizes = [description.ImageChannels!.Value, description.ImageHeight!.Value, description.ImageWidth!.Value];
        var (min, max) = (description.ValueMin!.Value, description.ValueMax!.Value);
        var images = new OnnxInput(ModelTensors.Images, [OnnxAxis.N, .. sizes.Select(OnnxAxis.FromInt64)])
        {
            Sample = Draw,
            Description = FormattableString.Invariant($"Images, channels outermost, from {min} (black) to {max} (white)."),
        };
        return ModelFile.Write(network, description, path, [images], Forward);

        Tensor Draw(int batch)
        {
            using var scope = NewDisposeScope();
            return rand([batch, .. sizes]).Times(max - min).Plus(min).MoveToOuterDisposeScope();
        }

        IReadOnlyList<(string Name, Tensor Value)> Forward(IReadOnlyList<Tensor> inputs)
        {
            var output = network.Run(inputs[0], Mode.Inference);
            return [(ModelTensors.Features, output.Features), (ModelTensors.Logits, output.Logits)];
        }
    }
}
