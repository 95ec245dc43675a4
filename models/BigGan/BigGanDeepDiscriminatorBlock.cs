using Gans.Models.Layers;
using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.BigGan;

/// <summary>
/// Four convolutions behind rectifiers, the inner ones with a quarter of the channels: [N, inputs, H, W] to [N, outputs, H / 2, W / 2], or to the same size.
/// </summary>
/// <remarks>
/// Brock et al., 2018 (arXiv:1809.11096), figure 16c. The shortcut keeps its channels and appends those that are missing, by a 1x1 convolution.
/// </remarks>
internal sealed class BigGanDeepDiscriminatorBlock : Layer
{
    private const int Narrowing = 4;

    private readonly SpectralConv2d[] convs;
    private readonly SpectralConv2d? added;
    private readonly bool halves;

    /// <summary>Creates the block.</summary>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out, at least as many.</param>
    /// <param name="weights">First weights.</param>
    /// <param name="halves">Whether it halves the size.</param>
    internal BigGanDeepDiscriminatorBlock(long inputs, long outputs, Initializer weights, bool halves)
        : base(nameof(BigGanDeepDiscriminatorBlock))
    {
        this.halves = halves;
        var hidden = outputs / Narrowing;
        convs = [new(inputs, hidden, 1, weights), new(hidden, hidden, 3, weights), new(hidden, hidden, 3, weights), new(hidden, outputs, 1, weights)];
        for (var i = 0; i < convs.Length; i++)
        {
            register_module($"conv{i + 1}", convs[i]);
        }

        if (outputs > inputs)
        {
            added = new SpectralConv2d(inputs, outputs - inputs, 1, weights);
            register_module("added", added);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["halves"] = halves };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = convs[0].call(Ops.Relu(input));
        x = convs[1].call(Ops.Relu(x));
        x = Ops.Relu(convs[2].call(Ops.Relu(x)));
        x = convs[3].call(halves ? Ops.AveragePool2d(x, 2, 2) : x);
        var kept = halves ? Ops.AveragePool2d(input, 2, 2) : input;
        return Ops.Add(x, added is null ? kept : Ops.Concat([kept, added.call(kept)], 1)).MoveToOuterDisposeScope();
    }
}
