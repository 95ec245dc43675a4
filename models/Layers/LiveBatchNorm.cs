using Gans.Onnx;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Normalises each feature by statistics of the images at hand, in training and in inference; then scales and shifts it.</summary>
/// <remarks>
/// [N, C, H, W] to the same shape.
/// Chapter 22 of Brownlee, after Isola et al., 2016 (arXiv:1611.07004), section 3.3: batch normalisation with the statistics of the test batch. Training takes
/// those of the batch, with the biased variance. Inference takes those of each image, so that no result depends on its neighbours; of a batch of one they are
/// the same. The running statistics are kept as the source keeps them, are never used, and stay as they are under <see cref="NetworkState.Frozen"/>.
/// </remarks>
public sealed class LiveBatchNorm : Layer, IOnnxModule
{
    private readonly double momentum;
    private readonly double epsilon;

    [ComponentName(Name = "gamma")]
    private readonly Parameter gamma;

    [ComponentName(Name = "beta")]
    private readonly Parameter beta;

    [ComponentName(Name = "running_mean")]
    private readonly Tensor runningMean;

    [ComponentName(Name = "running_variance")]
    private readonly Tensor runningVariance;

    /// <summary>Creates the layer: gamma 1, beta 0, running mean 0, running variance 1.</summary>
    /// <param name="features">C.</param>
    /// <param name="momentum">Share of the new batch in the running statistics: libtorch's sense, 1 minus Keras' 0.99.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public LiveBatchNorm(long features, double momentum = 0.01, double epsilon = 1e-3)
        : base(nameof(LiveBatchNorm))
    {
        (this.momentum, this.epsilon) = (momentum, epsilon);
        gamma = new Parameter(ones(features).DetachFromDisposeScope());
        register_parameter("gamma", gamma);
        beta = new Parameter(zeros(features).DetachFromDisposeScope());
        register_parameter("beta", beta);
        runningMean = zeros(features).DetachFromDisposeScope();
        register_buffer("running_mean", runningMean);
        runningVariance = ones(features).DetachFromDisposeScope();
        register_buffer("running_variance", runningVariance);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["momentum"] = momentum, ["epsilon"] = epsilon };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (!training)
        {
            return nn.functional.instance_norm(input, weight: gamma, bias: beta, eps: epsilon);
        }

        var movable = beta.requires_grad;
        return nn.functional.batch_norm(input, movable ? runningMean : null, movable ? runningVariance : null, gamma, beta, true, momentum, epsilon);
    }

    /// <summary>ONNX' InstanceNormalization, version 6.</summary>
    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call) =>
        call.Add("InstanceNormalization", [call.Input, call.State("gamma"), call.State("beta")], OnnxAttribute.Float("epsilon", epsilon));
}
