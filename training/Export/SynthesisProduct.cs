using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using Gans.Training.Steps;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Export;

/// <summary>The second half of a style-based generator: a style for each layer to images.</summary>
internal sealed class SynthesisProduct(Generator generator, RunInfo info, PixelRange range) : RunProduct(info, range)
{
    private readonly IStyled styled = (IStyled)generator;

    /// <inheritdoc/>
    internal override Module Network => generator;

    /// <inheritdoc/>
    internal override string Player => PlayerNames.Generator;

    /// <inheritdoc/>
    internal override OnnxExportReport Write(ModelCard description, string path)
    {
        using var scope = NewDisposeScope();
        var draws = new GeneratorInputs(generator, Info.Options, CPU);
        var styles = new OnnxInput(ModelTensors.Styles, [OnnxAxis.N, styled.StyleLayers, styled.StyleSize])
        {
            Sample = count => styled.Map(draws.Draw(count)),
            Description = "Styles, one for each layer",
        };
        return ModelFile.Write(generator, description, path, [styles, StyleTensors.NoiseInput(styled)], Forward);
    }

    /// <inheritdoc/>
    internal override ModelCard Describe(long steps, IReadOnlyDictionary<string, double> accuracies) => DescribeRun(ModelKind.Synthesis, steps) with
    {
        Parameters = generator.ParameterCount() - styled.Mapping.ParameterCount(),
        Styles = StyleTensors.LayoutOf(styled),
    };

    private IReadOnlyList<(string Name, Tensor Value)> Forward(IReadOnlyList<Tensor> values)
    {
        generator.eval();
        return [(ModelTensors.Images, styled.Synthesize(values[0], values[1]))];
    }
}
