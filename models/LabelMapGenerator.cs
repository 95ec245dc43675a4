using Gans.Models.Layers;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>A generator that is told the class by one more feature map, made of the class's learned vector.</summary>
public sealed class LabelMapGenerator : Generator
{
    private readonly Module<Tensor, Tensor> label;
    private readonly Module<Tensor, Tensor> latent;
    private readonly Module<Tensor, Tensor> body;

    /// <summary>Creates the generator, which owns its parts from now on.</summary>
    /// <param name="latentSize">Length of a latent vector.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="label">Classes, Int64 [N], to [N, 1, h, w].</param>
    /// <param name="latent">[N, latent size] to [N, c, h, w].</param>
    /// <param name="body">[N, c + 1, h, w] to [N, C, H, W].</param>
    public LabelMapGenerator(int latentSize, int classCount, Sequential label, Sequential latent, Sequential body)
        : base(nameof(LabelMapGenerator), latentSize, classCount)
    {
        this.label = label;
        register_module("label", this.label);
        this.latent = latent;
        register_module("latent", this.latent);
        this.body = body;
        register_module("body", this.body);
    }

    /// <inheritdoc/>
    public override Tensor forward(GeneratorInput input)
    {
        ArgumentNullException.ThrowIfNull(input.Labels);
        using var scope = NewDisposeScope();
        var maps = Ops.Concat([latent.call(input.Latent), label.call(input.Labels)], axis: 1);
        return body.call(maps).MoveToOuterDisposeScope();
    }
}
