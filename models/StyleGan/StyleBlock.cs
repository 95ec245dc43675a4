using Gans.Models.Layers;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.StyleGan;

/// <summary>
/// A level of the synthesis network, two layers: features of the level below, or for the first one the style that an image begins with, the styles of all
/// layers [N, layers, W] and the strengths of their noise, [layers] or null, to features [N, C, S, S].
/// </summary>
internal sealed class StyleBlock : Module<Tensor, Tensor, Tensor?, Tensor>
{
    private readonly int first;
    private readonly StyledLayer layer1;
    private readonly StyledLayer layer2;

    /// <summary>Creates the level.</summary>
    /// <param name="level">Which, from 0.</param>
    /// <param name="start">What makes the features of its first layer; owned from now on.</param>
    /// <param name="channels">C.</param>
    /// <param name="styleSize">W.</param>
    /// <param name="hasNoise">Whether its layers have noise.</param>
    internal StyleBlock(int level, Sequential start, int channels, int styleSize, bool hasNoise)
        : base(nameof(StyleBlock))
    {
        first = 2 * level;
        var size = Growth.SizeOf(level);
        layer1 = new StyledLayer(start, channels, size, styleSize, hasNoise);
        layer2 = new StyledLayer(new() { { "conv", new EqualizedConv2d(channels, channels, 3, bias: false) } }, channels, size, styleSize, hasNoise);
        register_module("layer1", layer1);
        register_module("layer2", layer2);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor styles, Tensor? strengths)
    {
        using var scope = NewDisposeScope();
        return Styled(layer2, Styled(layer1, input, first), first + 1).MoveToOuterDisposeScope();

        Tensor Styled(StyledLayer layer, Tensor x, int index) =>
            layer.call(x, Ops.Select(styles, 1, index), strengths is null ? null : Ops.Select(strengths, 0, index));
    }
}
