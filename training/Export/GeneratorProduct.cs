using Gans.Models;
using Gans.Torch;
using Gans.Training.Onnx;
using Gans.Training.Steps;

namespace Gans.Training.Export;

/// <summary>A GAN's generator: latents, and labels where it takes them, to images.</summary>
internal sealed class GeneratorProduct : RunProduct
{
    private readonly Generator generator;

    internal GeneratorProduct(Generator generator, RunInfo info)
        : base(info)
    {
        this.generator = generator;
        var distribution = info.Options.LatentDistribution;
        var draws = new GeneratorInputs(generator, distribution, Device.Cpu);
        var z = new ExportInput("z", count => draws.Draw(count).Latent) { Description = $"Latent vectors, {LawOf(distribution)}" };
        var labels = new ExportInput("labels", count => draws.Draw(count).Labels!) { Description = $"Classes, 0 to {generator.ClassCount - 1}" };
        Inputs = generator.ClassCount > 0 ? [z, labels] : [z];
    }

    /// <inheritdoc/>
    internal override Module Network => generator;

    /// <inheritdoc/>
    internal override string Player => GanStep.GeneratorName;

    /// <inheritdoc/>
    internal override IReadOnlyList<ExportInput> Inputs { get; }

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Name, Tensor Value)> Forward(IReadOnlyList<Tensor> values) =>
        [("images", generator.Forward(new GeneratorInput(values[0], values.Count > 1 ? values[1] : null), Mode.Inference))];

    /// <inheritdoc/>
    internal override OnnxModelDescription Describe(long steps, IReadOnlyDictionary<string, double> accuracies) => DescribeRun(OnnxModelKind.Generator, steps) with
    {
        LatentSize = generator.LatentSize,
        LatentDistribution = Info.Options.LatentDistribution,
        ClassNames = generator.ClassCount > 0 ? Info.Data.ClassNames : null,
    };

    private static string LawOf(LatentDistribution distribution) => distribution switch
    {
        LatentDistribution.Normal => "normal",
        LatentDistribution.Uniform => "uniform",
        _ => throw new ArgumentOutOfRangeException(nameof(distribution), distribution, "Not a distribution of latents."),
    };
}
