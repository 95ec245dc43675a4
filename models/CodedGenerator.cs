using Gans.Models.Layers;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>A generator that takes a control code beside the latent vector.</summary>
public sealed class CodedGenerator : Generator
{
    private readonly Module<Tensor, Tensor> body;

    /// <summary>Creates the generator.</summary>
    /// <param name="latentSize">Length of a latent vector.</param>
    /// <param name="codeSize">Length of a code.</param>
    /// <param name="body">[N, latent size + code size], the latent first, to [N, C, H, W]; owned from now on.</param>
    public CodedGenerator(int latentSize, int codeSize, Sequential body)
        : base(nameof(CodedGenerator), latentSize, codeSize: codeSize)
    {
        this.body = body;
        register_module("body", this.body);
    }

    /// <inheritdoc/>
    public override Tensor forward(GeneratorInput input)
    {
        ArgumentNullException.ThrowIfNull(input.Codes);
        using var scope = NewDisposeScope();
        return body.call(Ops.Concat([input.Latent, input.Codes], axis: 1)).MoveToOuterDisposeScope();
    }
}
