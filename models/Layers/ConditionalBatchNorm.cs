using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Layers;

/// <summary>Batch normalisation whose scale and shift follow from a condition: images [N, C, H, W] and a condition to [N, C, H, W].</summary>
/// <remarks>
/// Dumoulin et al., A Learned Representation For Artistic Style, 2016 (arXiv:1610.07629); Brock et al., 2018 (arXiv:1809.11096), appendix B, in the two
/// forms of its authors: see <see cref="OfClasses"/> and <see cref="OfVectors"/>. The scale is 1 plus what is learned.
/// </remarks>
public sealed class ConditionalBatchNorm : Module<Tensor, Tensor, Tensor>
{
    private const double Momentum = 0.1;
    private const double Epsilon = 1e-5;

    private readonly BatchNorm norm;
    private readonly Module<Tensor, Tensor> gain;
    private readonly Module<Tensor, Tensor> bias;

    private ConditionalBatchNorm(long features, Module<Tensor, Tensor> gain, Module<Tensor, Tensor> bias)
        : base(nameof(ConditionalBatchNorm))
    {
        (this.gain, this.bias) = (gain, bias);
        norm = new BatchNorm(features, Momentum, Epsilon, scale: false, shift: false);
        register_module("norm", norm);
        register_module("gain", gain);
        register_module("bias", bias);
    }

    /// <summary>Each class has its own scales and shifts: the condition is Int64 [N].</summary>
    /// <param name="features">C.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="values">First values.</param>
    public static ConditionalBatchNorm OfClasses(long features, long classes, Initializer values) => new(
        features, KerasLayers.Embedding(classes, features, values), KerasLayers.Embedding(classes, features, values));

    /// <summary>Scales and shifts are linear in the condition [N, size], by spectrally normed weights without bias.</summary>
    /// <param name="features">C.</param>
    /// <param name="size">Length of the condition.</param>
    /// <param name="weights">First weights.</param>
    public static ConditionalBatchNorm OfVectors(long features, long size, Initializer weights) => new(
        features, new SpectralLinear(size, features, weights, bias: false), new SpectralLinear(size, features, weights, bias: false));

    /// <inheritdoc/>
    public override Tensor forward(Tensor images, Tensor condition)
    {
        using var scope = NewDisposeScope();
        norm.KeepsStatistics = !gain.parameters().First().requires_grad;
        var scaled = Ops.Multiply(norm.call(images), Ops.Add(PerChannel(gain.call(condition)), 1));
        return Ops.Add(scaled, PerChannel(bias.call(condition))).MoveToOuterDisposeScope();
    }

    private static Tensor PerChannel(Tensor values) => Ops.Unsqueeze(Ops.Unsqueeze(values, 2), 3);
}
