using Gans.Models.Layers;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.BigGan;

/// <summary>Doubles the size: two convolutions behind conditional norms, and a shortcut. [N, inputs, H, W] and a condition to [N, outputs, 2H, 2W].</summary>
/// <remarks>
/// Brock et al., 2018 (arXiv:1809.11096), figure 15b. The shortcut's 1x1 convolution comes before the nearest neighbours are doubled, which is the same in a
/// quarter of the work.
/// </remarks>
internal sealed class BigGanGeneratorBlock : Module<Tensor, Tensor, Tensor>
{
    private readonly ConditionalBatchNorm norm1;
    private readonly ConditionalBatchNorm norm2;
    private readonly SpectralConv2d conv1;
    private readonly SpectralConv2d conv2;
    private readonly SpectralConv2d shortcut;
    private readonly UpSampling2d up = new();

    /// <summary>Creates the block.</summary>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="weights">First weights.</param>
    /// <param name="norm">Makes a norm of so many channels.</param>
    internal BigGanGeneratorBlock(long inputs, long outputs, Initializer weights, Func<long, ConditionalBatchNorm> norm)
        : base(nameof(BigGanGeneratorBlock))
    {
        (norm1, norm2) = (norm(inputs), norm(outputs));
        conv1 = new SpectralConv2d(inputs, outputs, 3, weights);
        conv2 = new SpectralConv2d(outputs, outputs, 3, weights);
        shortcut = new SpectralConv2d(inputs, outputs, 1, weights);
        register_module("norm1", norm1);
        register_module("norm2", norm2);
        register_module("conv1", conv1);
        register_module("conv2", conv2);
        register_module("shortcut", shortcut);
        register_module("up", up);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor images, Tensor condition)
    {
        using var scope = NewDisposeScope();
        var x = conv1.call(up.call(Ops.Relu(norm1.call(images, condition))));
        x = conv2.call(Ops.Relu(norm2.call(x, condition)));
        return Ops.Add(x, up.call(shortcut.call(images))).MoveToOuterDisposeScope();
    }
}
