using Gans.Models.Layers;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.BigGan;

/// <summary>
/// Four convolutions behind conditional norms, the inner ones with a quarter of the channels: [N, inputs, H, W] and a condition to [N, outputs, 2H, 2W], or to
/// the same size.
/// </summary>
/// <remarks>Brock et al., 2018 (arXiv:1809.11096), figure 16b. The shortcut has no weights: it drops channels.</remarks>
internal sealed class BigGanDeepGeneratorBlock : Module<Tensor, Tensor, Tensor>
{
    private const int Narrowing = 4;

    private readonly ConditionalBatchNorm[] norms;
    private readonly SpectralConv2d[] convs;
    private readonly UpSampling2d? up;
    private readonly long outputs;

    /// <summary>Creates the block.</summary>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out, at most as many.</param>
    /// <param name="weights">First weights.</param>
    /// <param name="doubles">Whether it doubles the size.</param>
    /// <param name="norm">Makes a norm of so many channels.</param>
    internal BigGanDeepGeneratorBlock(long inputs, long outputs, Initializer weights, bool doubles, Func<long, ConditionalBatchNorm> norm)
        : base(nameof(BigGanDeepGeneratorBlock))
    {
        this.outputs = outputs;
        var hidden = inputs / Narrowing;
        norms = [norm(inputs), norm(hidden), norm(hidden), norm(hidden)];
        convs = [new(inputs, hidden, 1, weights), new(hidden, hidden, 3, weights), new(hidden, hidden, 3, weights), new(hidden, outputs, 1, weights)];
        for (var i = 0; i < convs.Length; i++)
        {
            register_module($"norm{i + 1}", norms[i]);
            register_module($"conv{i + 1}", convs[i]);
        }

        if (doubles)
        {
            up = new UpSampling2d();
            register_module("up", up);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor images, Tensor condition)
    {
        using var scope = NewDisposeScope();
        var x = convs[0].call(Ops.Relu(norms[0].call(images, condition)));
        x = Ops.Relu(norms[1].call(x, condition));
        x = convs[1].call(up?.call(x) ?? x);
        x = convs[2].call(Ops.Relu(norms[2].call(x, condition)));
        x = convs[3].call(Ops.Relu(norms[3].call(x, condition)));
        var kept = outputs < images.shape[1] ? Ops.Slice(images, 1, 0, outputs) : images;
        return Ops.Add(x, up?.call(kept) ?? kept).MoveToOuterDisposeScope();
    }
}
