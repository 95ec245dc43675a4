using Gans.Torch;

namespace Gans.Models;

/// <summary>A generator that takes a control code beside the latent vector.</summary>
public sealed class CodedGenerator : Generator
{
    private readonly Layer body;

    /// <summary>Creates the generator.</summary>
    /// <param name="latentSize">Length of a latent vector.</param>
    /// <param name="codeSize">Length of a code.</param>
    /// <param name="body">[N, latent size + code size], the latent first, to [N, C, H, W]; owned from now on.</param>
    public CodedGenerator(int latentSize, int codeSize, Sequential body)
        : base(latentSize, codeSize: codeSize)
    {
        this.body = AddChild("body", body);
    }

    /// <inheritdoc/>
    public override Tensor Forward(GeneratorInput input, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(input.Codes);
        using var scope = new TensorScope();
        return scope.Keep(Run(body, Tensor.Concat([input.Latent, input.Codes], axis: 1), mode));
    }
}
