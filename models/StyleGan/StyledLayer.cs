using Gans.Models.Layers;
using Gans.Onnx;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Parameter = TorchSharp.Modules.Parameter;

namespace Gans.Models.StyleGan;

/// <summary>
/// One layer of the synthesis network: features, then noise, bias, activation, and the style. Takes what the features are made of, the style [N, W] and the
/// strength of the noise, a number without axes or null; gives features [N, C, S, S].
/// </summary>
/// <remarks>Karras et al., A Style-Based Generator Architecture for Generative Adversarial Networks, 2018 (arXiv:1812.04948), figure 1b.</remarks>
internal sealed class StyledLayer : Module<Tensor, Tensor, Tensor?, Tensor>
{
    private const double Slope = 0.2;

    private readonly Sequential features;
    private readonly NoiseInput? noise;
    private readonly Module<Tensor, Tensor> activation = new LeakyRelu(Slope) { InPlace = true };
    private readonly AdaptiveInstanceNorm style;

    [ComponentName(Name = "bias")]
    private readonly Parameter bias;

    /// <summary>Creates the layer.</summary>
    /// <param name="features">What makes the features; owned from now on.</param>
    /// <param name="channels">C.</param>
    /// <param name="size">S.</param>
    /// <param name="styleSize">W.</param>
    /// <param name="hasNoise">Whether it has noise.</param>
    internal StyledLayer(Sequential features, int channels, int size, int styleSize, bool hasNoise)
        : base(nameof(StyledLayer))
    {
        this.features = features;
        register_module("features", features);
        if (hasNoise)
        {
            noise = new NoiseInput(channels, size);
            register_module("noise", noise);
        }

        bias = new Parameter(zeros(channels).DetachFromDisposeScope());
        register_parameter("bias", bias);
        register_module("activation", activation);
        style = new AdaptiveInstanceNorm(channels, styleSize);
        register_module("style", style);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor styles, Tensor? strength)
    {
        using var scope = NewDisposeScope();
        var x = features.call(input);                                                                           // [N, C, S, S]
        x = noise is null ? x : noise.call(x, strength);
        x = activation.call(Ops.Add(x, Ops.Unsqueeze(Ops.Unsqueeze(bias, 1), 2)));
        return style.call(x, styles).MoveToOuterDisposeScope();
    }
}
