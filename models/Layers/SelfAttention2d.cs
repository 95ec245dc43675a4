using Gans.Onnx;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Adds to each pixel what it finds in the whole image: [N, C, H, W] to the same shape; C a multiple of 8, H and W even.</summary>
/// <remarks>
/// Zhang et al., Self-Attention Generative Adversarial Networks, 2018 (arXiv:1805.08318), with the halved keys and values of BigGAN (arXiv:1809.11096). Queries
/// and keys have C / 8 channels, values C / 2; keys and values are the greatest of 2x2 pixels. A learned gain, 0 at first, weighs what is added. All four 1x1
/// convolutions are spectrally normed and have no bias.
/// </remarks>
public sealed class SelfAttention2d : Layer
{
    private readonly long channels;
    private readonly SpectralConv2d query;
    private readonly SpectralConv2d key;
    private readonly SpectralConv2d value;
    private readonly SpectralConv2d output;

    [ComponentName(Name = "gain")]
    private readonly Parameter gain;

    /// <summary>Creates the layer.</summary>
    /// <param name="channels">C, a multiple of 8.</param>
    /// <param name="weights">First weights; Glorot uniform by default.</param>
    public SelfAttention2d(long channels, Initializer? weights = null)
        : base(nameof(SelfAttention2d))
    {
        if (channels < 8 || channels % 8 != 0)
        {
            throw new ArgumentException($"Making self-attention: found {channels} channels, needed a multiple of 8. Change the width.", nameof(channels));
        }

        this.channels = channels;
        query = new SpectralConv2d(channels, channels / 8, 1, weights, bias: false);
        key = new SpectralConv2d(channels, channels / 8, 1, weights, bias: false);
        value = new SpectralConv2d(channels, channels / 2, 1, weights, bias: false);
        output = new SpectralConv2d(channels / 2, channels, 1, weights, bias: false);
        gain = new Parameter(zeros([]).DetachFromDisposeScope());
        register_module("query", query);
        register_module("key", key);
        register_module("value", value);
        register_module("output", output);
        register_parameter("gain", gain);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var queries = Ops.Transpose(Ops.Flatten(query.call(input), 2), 1, 2);                                   // [N, HW, C/8]
        var keys = Ops.Flatten(Ops.MaxPool2d(key.call(input), 2, 2), 2);                                        // [N, C/8, HW/4]
        var values = Ops.Transpose(Ops.Flatten(Ops.MaxPool2d(value.call(input), 2, 2), 2), 1, 2);               // [N, HW/4, C/2]
        var shares = Ops.Softmax(Ops.MatMul(queries, keys), 2);                                                 // [N, HW, HW/4]
        var found = Ops.Transpose(Ops.MatMul(shares, values), 1, 2);                                            // [N, C/2, HW]
        var image = Ops.Reshape(found, input.shape[0], channels / 2, input.shape[2], input.shape[3]);
        return Ops.Add(Ops.Multiply(output.call(image), gain), input).MoveToOuterDisposeScope();
    }
}
