using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using Gans.Training.Steps;
using static TorchSharp.torch;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Export;

/// <summary>The second half of a style-based generator: a style for each layer to images.</summary>
internal sealed class SynthesisProduct(Generator generator, RunInfo info, PixelRange range) : StyleHalfProduct(generator, info, range)
{
    /// <inheritdoc/>
    internal override OnnxExportReport Write(ModelCard description, string path)
    {
        using var scope = NewDisposeScope();
        var draws = new GeneratorInputs(Generator, Info.Options, CPU);
        var styles = new OnnxInput(ModelTensors.Styles, [OnnxAxis.N, Styled.StyleLayers, Styled.StyleSize])
        {
            Sample = count => Styled.Map(draws.Draw(count)),
            Description = "Styles, one for each layer",
        };
        return ModelFile.Write(Generator, description, path, [styles, StyleTensors.NoiseInput(Styled)], Forward);
    }

    /// <inheritdoc/>
    internal override ModelCard Describe(long steps, IReadOnlyDictionary<string, double> accuracies) => DescribeRun(ModelKind.Synthesis, steps) with
    {
        Parameters = Generator.ParameterCount() - Styled.Mapping.ParameterCount(),
        Styles = StyleTensors.LayoutOf(Styled),
    };

    private IReadOnlyList<(string Name, Tensor Value)> Forward(IReadOnlyList<Tensor> values) =>
        [(ModelTensors.Images, Styled.Synthesize(values[0], values[1]))];
}
