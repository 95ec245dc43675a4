using Gans.Onnx;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Normalises each feature over the batch, and over space where there is one; then scales and shifts it.</summary>
/// <remarks>
/// Ioffe and Szegedy, Batch Normalization, 2015 (arXiv:1502.03167), with Keras' settings. [N, C] or [N, C, H, W] to the same shape.
/// In training the batch's own biased variance is used and the running statistics move, with the unbiased one; in inference the running statistics are used.
/// A running mean that starts at 0 and a variance that starts at 1 would be part of the running statistics for hundreds of updates, in which inference is
/// far from training. They are left out, as TensorFlow's <c>zero_debias</c> does under the Keras of the sources: after t updates the statistics are the
/// weighted mean of t batches.
/// Under <see cref="NetworkState.Frozen"/> a training pass uses the batch and leaves the running statistics alone: the other player's update changes
/// nothing here.
/// </remarks>
public sealed class BatchNorm : Layer, IOnnxModule
{
    private readonly double momentum;
    private readonly double epsilon;

    [ComponentName(Name = "gamma")]
    private readonly Parameter? gamma;

    [ComponentName(Name = "beta")]
    private readonly Parameter? beta;

    [ComponentName(Name = "running_mean")]
    private readonly Tensor runningMean;

    [ComponentName(Name = "running_variance")]
    private readonly Tensor runningVariance;

    [ComponentName(Name = "updates")]
    private readonly Tensor? updates;

    private int? standingBatches;

    /// <summary>Creates the layer: gamma 1, beta 0, running mean 0, running variance 1.</summary>
    /// <param name="features">C.</param>
    /// <param name="momentum">Share of the new batch in the running statistics: libtorch's sense, 1 minus Keras' 0.99.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="scale">Whether it scales at all, by gamma.</param>
    /// <param name="debias">Whether what the running statistics start from is left out of them.</param>
    /// <param name="shift">Whether it shifts at all, by beta.</param>
    public BatchNorm(long features, double momentum = 0.01, double epsilon = 1e-3, bool scale = true, bool debias = true, bool shift = true)
        : base(nameof(BatchNorm))
    {
        (this.momentum, this.epsilon) = (momentum, epsilon);
        if (scale)
        {
            gamma = new Parameter(ones(features).DetachFromDisposeScope());
            register_parameter("gamma", gamma);
        }

        if (shift)
        {
            beta = new Parameter(zeros(features).DetachFromDisposeScope());
            register_parameter("beta", beta);
        }

        runningMean = AddBuffer("running_mean", zeros(features));
        runningVariance = AddBuffer("running_variance", ones(features));
        updates = debias ? AddBuffer("updates", zeros([], ScalarType.Int64)) : null;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["momentum"] = momentum, ["epsilon"] = epsilon };

    /// <summary>Whether the running statistics stay as they are, where no parameter of its own can tell that it is frozen.</summary>
    internal bool KeepsStatistics { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var movable = !training || ((beta ?? gamma)?.requires_grad ?? !KeepsStatistics);
        var share = training && movable ? ShareOfNextBatch() : momentum;
        return nn.functional.batch_norm(input, movable ? runningMean : null, movable ? runningVariance : null, gamma, beta, training, share, epsilon);
    }

    /// <summary>The running statistics, so that who takes them anew can put the old ones back.</summary>
    public IReadOnlyList<Tensor> Statistics => updates is null ? [runningMean, runningVariance] : [runningMean, runningVariance, updates];

    /// <summary>
    /// Standing statistics: from now on the plain mean over the training passes that come, each counting the same, instead of running ones. Brock et al.,
    /// Large Scale GAN Training for High Fidelity Natural Image Synthesis, 2018 (arXiv:1809.11096), appendix B.
    /// </summary>
    public void StandStatistics() => standingBatches = 0;

    /// <summary>Running statistics again, from the present ones on.</summary>
    public void RunStatistics() => standingBatches = null;

    private double ShareOfNextBatch()
    {
        if (standingBatches is not null)
        {
            standingBatches++;
            return 1.0 / standingBatches.Value;
        }

        return updates is null ? momentum : Debiased(updates);
    }

    private double Debiased(Tensor updates)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        updates.AddInPlace(1);
        return momentum / (1 - Math.Pow(1 - momentum, updates.item<long>()));
    }

    private Tensor AddBuffer(string name, Tensor value)
    {
        register_buffer(name, value.DetachFromDisposeScope());
        return value;
    }

    /// <summary>ONNX' BatchNormalization, version 15, in inference mode.</summary>
    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        using var scope = NewDisposeScope();
        var scale = call.StateOrNull("gamma") ?? call.Constant(ones_like(runningMean), "gamma");
        var shift = call.StateOrNull("beta") ?? call.Constant(zeros_like(runningMean), "beta");
        return call.Add(
            "BatchNormalization",
            [call.Input, scale, shift, call.State("running_mean"), call.State("running_variance")],
            OnnxAttribute.Float("epsilon", epsilon));
    }
}
