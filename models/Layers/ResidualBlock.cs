using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Layers whose result is joined to what they were given: behind it along the channels, or added to it.</summary>
/// <remarks>He et al., Deep Residual Learning for Image Recognition, 2015 (arXiv:1512.03385), adds; chapter 25 of Brownlee puts it behind.</remarks>
public sealed class ResidualBlock : Layer
{
    private readonly Sequential body;
    private readonly ResidualKind residual;

    /// <summary>Creates the block.</summary>
    /// <param name="body">[N, C, H, W] to [N, C', H, W], C' = C where it is added; owned from now on.</param>
    /// <param name="residual">How the two are joined.</param>
    public ResidualBlock(Sequential body, ResidualKind residual)
        : base(nameof(ResidualBlock))
    {
        (this.body, this.residual) = (body, residual);
        register_module("body", body);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["residual"] = residual };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var change = body.call(input);
        var result = residual == ResidualKind.Addition ? Ops.Add(change, input) : Ops.Concat([change, input], axis: 1);
        return result.MoveToOuterDisposeScope();
    }
}
