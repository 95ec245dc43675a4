using Gans.Onnx;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>The same learned features for each of N inputs: [N, ...] to [N, C, S, S]. They begin at 1.</summary>
/// <remarks>
/// Karras et al., A Style-Based Generator Architecture for Generative Adversarial Networks, 2018 (arXiv:1812.04948), section 2: what images start from where a
/// generator takes the latent vector by its styles alone.
/// </remarks>
public sealed class LearnedConstant : Layer
{
    [ComponentName(Name = "value")]
    private readonly Parameter value;

    /// <summary>Creates the layer.</summary>
    /// <param name="features">C.</param>
    /// <param name="size">S.</param>
    public LearnedConstant(long features, long size)
        : base(nameof(LearnedConstant))
    {
        value = new Parameter(ones(1, features, size, size).DetachFromDisposeScope());
        register_parameter("value", value);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Ops.Expand(value, input.shape[0], value.shape[1], value.shape[2], value.shape[3]);
}
