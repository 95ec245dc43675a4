using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Export;

/// <summary>
/// A translation's discriminator: images, and their sources where it is told these, to how real they are, the mean of what is said of each patch.
/// </summary>
/// <param name="discriminator">The network.</param>
/// <param name="player">Its player in checkpoints.</param>
/// <param name="info">The run.</param>
/// <param name="range">What it takes for black and for white.</param>
internal sealed class PatchDiscriminatorProduct(PatchDiscriminator discriminator, string player, RunInfo info, PixelRange range) : RunProduct(info, range)
{
    /// <inheritdoc/>
    internal override Module Network => discriminator;

    /// <inheritdoc/>
    internal override string Player => player;

    /// <inheritdoc/>
    internal override OnnxExportReport Write(ModelCard description, string path)
    {
        OnnxInput[] inputs = discriminator.IsConditional ? [SamplesInput(), SamplesInput() with { Name = ModelTensors.Source }] : [SamplesInput()];
        return ModelFile.Write(discriminator, description, path, inputs, Forward);
    }

    /// <inheritdoc/>
    internal override ModelCard Describe(long steps, IReadOnlyDictionary<string, double> accuracies) => DescribeRun(ModelKind.Discriminator, steps);

    private IReadOnlyList<(string Name, Tensor Value)> Forward(IReadOnlyList<Tensor> values)
    {
        var patches = discriminator.Run(values[0], discriminator.IsConditional ? values[1] : null, Mode.Inference);
        return [(ModelTensors.Scores, Ops.Flatten(Ops.Mean(patches, [2, 3], keepAxes: true)))];
    }
}
