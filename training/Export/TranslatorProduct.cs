using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Export;

/// <summary>A translator: sources, and the masks of its dropout where that is alive, to images.</summary>
/// <param name="translator">The network.</param>
/// <param name="player">Its player in checkpoints.</param>
/// <param name="domains">Names of what it translates and of what that becomes; null where the data have none.</param>
/// <param name="isLive">Whether its dropout is alive, by masks that go in.</param>
/// <param name="info">The run.</param>
/// <param name="range">What it takes for black and for white.</param>
internal sealed class TranslatorProduct(
    ImageTranslator translator, string player, (string Source, string Target)? domains, bool isLive, RunInfo info, PixelRange range) : RunProduct(info, range)
{
    /// <inheritdoc/>
    internal override Module Network => translator;

    /// <inheritdoc/>
    internal override string Player => player;

    /// <inheritdoc/>
    internal override OnnxExportReport Write(ModelCard description, string path)
    {
        var sources = SamplesInput() with { Name = ModelTensors.Source };
        return ModelFile.Write(translator, description, path, isLive ? [sources, .. translator.Masks.Select(MaskInput)] : [sources], Forward);
    }

    /// <inheritdoc/>
    internal override ModelCard Describe(long steps, IReadOnlyDictionary<string, double> accuracies) => DescribeRun(ModelKind.Translator, steps) with
    {
        SourceDomain = domains?.Source,
        TargetDomain = domains?.Target,
        Dropout = translator.Masks.Count == 0 ? null : isLive ? DropoutState.Live : DropoutState.Off,
    };

    private static OnnxInput MaskInput(NoiseMask mask) => new(mask.Name, [OnnxAxis.N, mask.Channels, mask.Height, mask.Width])
    {
        Sample = count => rand([count, mask.Channels, mask.Height, mask.Width]).ge(Held.Number(0.5)).to_type(ScalarType.Float32).mul_(Held.Number(2)),
        Description = "Dropout: a factor of 0 or 2 for each feature, either as often",
    };

    private IReadOnlyList<(string Name, Tensor Value)> Forward(IReadOnlyList<Tensor> values) =>
        [(ModelTensors.Images, translator.Run(new TranslatorInput(values[0], isLive ? [.. values.Skip(1)] : null), Mode.Inference))];
}
