using Gans.Torch;

namespace Gans.Models;

/// <summary>A generator that is one row of layers from the latent vector to the image.</summary>
public sealed class LayeredGenerator : Generator
{
    private readonly Layer body;

    /// <summary>Creates the generator.</summary>
    /// <param name="latentSize">Length of a latent vector.</param>
    /// <param name="body">[N, latent size] to [N, C, H, W] in [-1, 1], or to vectors; owned from now on.</param>
    public LayeredGenerator(int latentSize, Sequential body)
        : base(latentSize)
    {
        this.body = AddChild("body", body);
    }

    /// <inheritdoc/>
    public override Tensor Forward(GeneratorInput input, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Run(body, input.Latent, mode);
    }
}
