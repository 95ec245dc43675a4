using Gans.Models;
using static TorchSharp.torch;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Steps;

/// <summary>Samples of a generator from latents, and labels, that stay.</summary>
internal sealed class FixedSamples : SampleMaker
{
    private readonly Generator generator;
    private readonly GeneratorInput input;
    private readonly int columns;

    internal FixedSamples(Generator generator, GeneratorInput input, int columns)
    {
        this.columns = columns;
        this.generator = generator;
        this.input = input;
        input.Latent.DetachFromDisposeScope();
        input.Labels?.DetachFromDisposeScope();
        input.Codes?.DetachFromDisposeScope();
    }

    /// <summary>A column a class, or a value of a code, where there are such.</summary>
    public override int? Columns => columns > 0 ? columns : null;

    /// <inheritdoc/>
    public override Tensor Make()
    {
        using var plain = no_grad();
        return generator.Run(input, Mode.Inference);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        input.Latent.Dispose();
        input.Labels?.Dispose();
        input.Codes?.Dispose();
    }
}
