using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using Gans.Training.Steps;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Export;

/// <summary>A GAN's generator: latents, and labels where it takes them, to images or vectors.</summary>
internal sealed class GeneratorProduct : RunProduct
{
    private readonly Generator generator;
    private readonly double? truncation;

    internal GeneratorProduct(Generator generator, RunInfo info, PixelRange range, double? truncation)
        : base(info, range) => (this.generator, this.truncation) = (generator, truncation);

    /// <inheritdoc/>
    internal override Module Network => generator;

    /// <inheritdoc/>
    internal override string Player => PlayerNames.Generator;

    /// <inheritdoc/>
    internal override OnnxExportReport Write(ModelCard description, string path)
    {
        using var scope = NewDisposeScope();
        using var stood = Info.Options.StandingBatches > 0 ? new StandingStatistics(generator, Info.Options, CPU, truncation).Apply() : null;
        return ModelFile.Write(generator, description, path, [.. Inputs()], Forward);
    }

    /// <inheritdoc/>
    internal override ModelCard Describe(long steps, IReadOnlyDictionary<string, double> accuracies) =>
        DescribeRun(ModelKind.Generator, steps) with
        {
            LatentSize = generator.LatentSize,
            LatentDistribution = Info.Options.LatentDistribution,
            Truncation = truncation,
            Classes = generator.ClassCount,
            ClassNames = generator.ClassCount > 0 ? Info.Data.ClassNames : [],
            Codes = generator.CodeSize > 0 ? Info.Options.Codes : new CodeLayout(0, 0),
            Styles = generator is IStyled styled ? StyleTensors.LayoutOf(styled) : new StyleLayout(0, 0, 0, 0),
        };

    private IEnumerable<OnnxInput> Inputs()
    {
        var draws = new GeneratorInputs(generator, Info.Options, CPU);
        yield return LatentsInput(draws);
        if (generator.ClassCount > 0)
        {
            yield return new(ModelTensors.Labels, [OnnxAxis.N])
            {
                Type = ScalarType.Int64,
                Sample = count => draws.Draw(count).Labels!,
                Description = $"Classes, 0 to {generator.ClassCount - 1}",
            };
        }

        if (generator.CodeSize > 0)
        {
            yield return new(ModelTensors.Codes, [OnnxAxis.N, generator.CodeSize])
            {
                Sample = count => draws.Draw(count).Codes!,
                Description = DescriptionOf(Info.Options.Codes),
            };
        }

        if (generator is IStyled styled)
        {
            yield return StyleTensors.PsiInput();
            yield return StyleTensors.NoiseInput(styled);
        }
    }

    private IReadOnlyList<(string Name, Tensor Value)> Forward(IReadOnlyList<Tensor> values) =>
        [(SamplesName, generator.Run(InputOf(values), Mode.Inference))];

    private GeneratorInput InputOf(IReadOnlyList<Tensor> values) => generator is IStyled
        ? new GeneratorInput(values[0]) { Psi = values[1], Noise = values[2] }
        : new GeneratorInput(values[0], generator.ClassCount > 0 ? values[1] : null, generator.CodeSize > 0 ? values[^1] : null);

    private static string DescriptionOf(CodeLayout codes)
    {
        string[] parts =
        [
            codes.Categories > 0 ? $"one of {codes.Categories} as a one-hot vector" : "",
            codes.Continuous > 0 ? $"{codes.Continuous} numbers from -1 to 1" : "",
        ];
        return $"Control codes: {string.Join(", then ", parts.Where(part => part.Length > 0))}";
    }
}
