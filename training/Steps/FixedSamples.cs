using Gans.Models;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>Samples of a generator from latents, and labels, that stay.</summary>
internal sealed class FixedSamples : SampleMaker
{
    private readonly Scene scene;
    private readonly GeneratorInput input;

    internal FixedSamples(Scene scene, GeneratorInput input)
    {
        (this.scene, this.input) = (scene, input);
        input.Latent.DetachFromDisposeScope();
        input.Labels?.DetachFromDisposeScope();
        input.Codes?.DetachFromDisposeScope();
    }

    /// <summary>A column a class, or a value of a code, where there are such.</summary>
    public override int? Columns => scene.Inputs.Kinds is > 0 and var kinds ? kinds : null;

    /// <inheritdoc/>
    public override Tensor Make()
    {
        using var plain = no_grad();
        return scene.AtFullSize(scene.Generator.Run(input, Mode.Inference));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        input.Latent.Dispose();
        input.Labels?.Dispose();
        input.Codes?.Dispose();
    }
}
