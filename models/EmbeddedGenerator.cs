using Gans.Models.Layers;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>A generator that is told the class by the class's learned vector, beside the latent one.</summary>
public sealed class EmbeddedGenerator : Generator
{
    private readonly Module<Tensor, Tensor> label;
    private readonly Module<Tensor, Tensor> body;

    /// <summary>Creates the generator, which owns its parts from now on.</summary>
    /// <param name="latentSize">Length of a latent vector.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="label">Classes, Int64 [N], to [N, e].</param>
    /// <param name="body">[N, latent size + e], the latent first, to [N, C, H, W].</param>
    public EmbeddedGenerator(int latentSize, int classCount, Module<Tensor, Tensor> label, Sequential body)
        : base(nameof(EmbeddedGenerator), latentSize, classCount)
    {
        this.label = label;
        register_module("label", this.label);
        this.body = body;
        register_module("body", this.body);
    }

    /// <inheritdoc/>
    public override Tensor forward(GeneratorInput input)
    {
        ArgumentNullException.ThrowIfNull(input.Labels);
        using var scope = NewDisposeScope();
        return body.call(Ops.Concat([input.Latent, label.call(input.Labels)], axis: 1)).MoveToOuterDisposeScope();
    }
}
