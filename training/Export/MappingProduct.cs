using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using Gans.Training.Steps;
using static TorchSharp.torch;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Export;

/// <summary>The first half of a style-based generator: latents to styles, truncated as far as is asked.</summary>
internal sealed class MappingProduct(Generator generator, RunInfo info, PixelRange range) : StyleHalfProduct(generator, info, range)
{
    /// <inheritdoc/>
    internal override OnnxExportReport Write(ModelCard description, string path)
    {
        using var scope = NewDisposeScope();
        var draws = new GeneratorInputs(Generator, Info.Options, CPU);
        return ModelFile.Write(Generator, description, path, [LatentsInput(draws), StyleTensors.PsiInput()], Forward);
    }

    /// <inheritdoc/>
    internal override ModelCard Describe(long steps, IReadOnlyDictionary<string, double> accuracies) => DescribeRun(ModelKind.Mapping, steps) with
    {
        Parameters = Styled.Mapping.ParameterCount(),
        LatentSize = Generator.LatentSize,
        LatentDistribution = Info.Options.LatentDistribution,
        Styles = StyleTensors.LayoutOf(Styled),
    };

    private IReadOnlyList<(string Name, Tensor Value)> Forward(IReadOnlyList<Tensor> values) =>
        [(ModelTensors.Styles, Styled.Map(new GeneratorInput(values[0]) { Psi = values[1] }))];
}
