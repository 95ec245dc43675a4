using Gans.Torch;

namespace Gans.Models;

/// <summary>A generator that is told the class by one more feature map, made of the class's learned vector.</summary>
public sealed class LabelMapGenerator : Generator
{
    private readonly Layer label;
    private readonly Layer latent;
    private readonly Layer body;

    /// <summary>Creates the generator, which owns its parts from now on.</summary>
    /// <param name="latentSize">Length of a latent vector.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="label">Classes, Int64 [N], to [N, 1, h, w].</param>
    /// <param name="latent">[N, latent size] to [N, c, h, w].</param>
    /// <param name="body">[N, c + 1, h, w] to [N, C, H, W].</param>
    public LabelMapGenerator(int latentSize, int classCount, Sequential label, Sequential latent, Sequential body)
        : base(latentSize, classCount)
    {
        this.label = AddChild("label", label);
        this.latent = AddChild("latent", latent);
        this.body = AddChild("body", body);
    }

    /// <inheritdoc/>
    public override Tensor Forward(GeneratorInput input, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(input.Labels);
        using var scope = new TensorScope();
        var maps = Tensor.Concat([Run(latent, input.Latent, mode), Run(label, input.Labels, mode)], axis: 1);
        return scope.Keep(Run(body, maps, mode));
    }
}
