using Gans.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>A generator that is one row of layers from the latent vector to the image.</summary>
public sealed class LayeredGenerator : Generator
{
    private readonly Module<Tensor, Tensor> body;

    /// <summary>Creates the generator.</summary>
    /// <param name="latentSize">Length of a latent vector.</param>
    /// <param name="body">[N, latent size] to [N, C, H, W] in [-1, 1], or to vectors; owned from now on.</param>
    public LayeredGenerator(int latentSize, Sequential body)
        : base(nameof(LayeredGenerator), latentSize)
    {
        this.body = body;
        register_module("body", this.body);
    }

    /// <inheritdoc/>
    public override Tensor forward(GeneratorInput input) => body.call(input.Latent);
}
