using Gans.Models;
using Gans.Torch;

namespace Gans.Training.Steps;

/// <summary>Samples of a generator from latents, and labels, that stay.</summary>
internal sealed class FixedSamples : SampleMaker
{
    private readonly Generator generator;
    private readonly GeneratorInput input;

    internal FixedSamples(Generator generator, GeneratorInput input)
    {
        this.generator = generator;
        this.input = input;
        input.Latent.Unscoped();
        input.Labels?.Unscoped();
    }

    /// <summary>A column a class, where there are classes.</summary>
    public override int? Columns => generator.ClassCount > 0 ? generator.ClassCount : null;

    /// <inheritdoc/>
    public override Tensor Make()
    {
        using var plain = Autograd.NoGrad();
        return generator.Forward(input, Mode.Inference);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        input.Latent.Dispose();
        input.Labels?.Dispose();
    }
}
