using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using Gans.Training.Steps;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Export;

/// <summary>The first half of a style-based generator: latents to styles, truncated as far as is asked.</summary>
internal sealed class MappingProduct(Generator generator, RunInfo info, PixelRange range) : RunProduct(info, range)
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
        return ModelFile.Write(generator, description, path, [LatentsInput(draws), StyleTensors.PsiInput()], Forward);
    }

    /// <inheritdoc/>
    internal override ModelCard Describe(long steps, IReadOnlyDictionary<string, double> accuracies) => DescribeRun(ModelKind.Mapping, steps) with
    {
        Parameters = styled.Mapping.ParameterCount(),
        LatentSize = generator.LatentSize,
        LatentDistribution = Info.Options.LatentDistribution,
        Styles = StyleTensors.LayoutOf(styled),
    };

    private IReadOnlyList<(string Name, Tensor Value)> Forward(IReadOnlyList<Tensor> values)
    {
        generator.eval();
        return [(ModelTensors.Styles, styled.Map(new GeneratorInput(values[0]) { Psi = values[1] }))];
    }
}
