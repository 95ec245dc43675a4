using Gans.Models.Layers;
using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.BigGan;

/// <summary>Two convolutions behind rectifiers, and a shortcut: [N, inputs, H, W] to [N, outputs, H / 2, W / 2], or to the same size.</summary>
/// <remarks>
/// Brock et al., 2018 (arXiv:1809.11096), figure 15c. The shortcut's 1x1 convolution comes after the pooling, which is the same in a quarter of the work.
/// </remarks>
internal sealed class BigGanDiscriminatorBlock : Layer
{
    private readonly bool isFirst;
    private readonly bool halves;
    private readonly SpectralConv2d conv1;
    private readonly SpectralConv2d conv2;
    private readonly SpectralConv2d? shortcut;

    /// <summary>Creates the block.</summary>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="weights">First weights.</param>
    /// <param name="isFirst">Whether it sees the images, which no rectifier may touch.</param>
    /// <param name="halves">Whether it halves the size.</param>
    internal BigGanDiscriminatorBlock(long inputs, long outputs, Initializer weights, bool isFirst, bool halves)
        : base(nameof(BigGanDiscriminatorBlock))
    {
        (this.isFirst, this.halves) = (isFirst, halves);
        conv1 = new SpectralConv2d(inputs, outputs, 3, weights);
        conv2 = new SpectralConv2d(outputs, outputs, 3, weights);
        register_module("conv1", conv1);
        register_module("conv2", conv2);
        if (halves || inputs != outputs)
        {
            shortcut = new SpectralConv2d(inputs, outputs, 1, weights);
            register_module("shortcut", shortcut);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["first"] = isFirst, ["halves"] = halves };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = conv2.call(Ops.Relu(conv1.call(isFirst ? input : Ops.Relu(input))));
        var kept = halves ? Ops.AveragePool2d(input, 2, 2) : input;
        return Ops.Add(halves ? Ops.AveragePool2d(x, 2, 2) : x, shortcut?.call(kept) ?? kept).MoveToOuterDisposeScope();
    }
}
