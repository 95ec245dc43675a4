using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>Normalises each feature over the batch, and over space where there is one; then scales and shifts it.</summary>
/// <remarks>
/// Ioffe and Szegedy, Batch Normalization, 2015 (arXiv:1502.03167), with Keras' settings. [N, C] or [N, C, H, W] to the same shape.
/// In training the batch's own biased variance is used and the running statistics move, with the unbiased one; in inference the running statistics are used.
/// A running mean that starts at 0 and a variance that starts at 1 would be part of the running statistics for hundreds of updates, in which inference is far from
/// training. They are left out, as TensorFlow's <c>zero_debias</c> does under the Keras of the sources: after t updates the statistics are the weighted mean of t batches.
/// Under <see cref="Module.Freeze"/> a training pass uses the batch and leaves the running statistics alone: the other player's update changes nothing here.
/// </remarks>
public sealed class BatchNorm : Layer
{
    private readonly double momentum;
    private readonly double epsilon;
    private readonly Tensor? gamma;
    private readonly Tensor beta;
    private readonly Tensor runningMean;
    private readonly Tensor runningVariance;
    private readonly Tensor? updates;

    /// <summary>Creates the layer: gamma 1, beta 0, running mean 0, running variance 1.</summary>
    /// <param name="features">C.</param>
    /// <param name="momentum">Share of the new batch in the running statistics: libtorch's sense, 1 minus Keras' 0.99.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="scale">Whether it scales at all, by gamma.</param>
    /// <param name="debias">Whether what the running statistics start from is left out of them.</param>
    public BatchNorm(long features, double momentum = 0.01, double epsilon = 1e-3, bool scale = true, bool debias = true)
    {
        (this.momentum, this.epsilon) = (momentum, epsilon);
        gamma = scale ? AddParameter("gamma", Tensor.Ones([features])) : null;
        beta = AddParameter("beta", Tensor.Zeros([features]));
        runningMean = AddBuffer("running_mean", Tensor.Zeros([features]));
        runningVariance = AddBuffer("running_variance", Tensor.Ones([features]));
        updates = debias ? AddBuffer("updates", Tensor.Zeros([], DType.Int64)) : null;
    }

    /// <inheritdoc/>
    public override bool OutputMayChange => true;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(x);
        var training = mode == Mode.Train;
        var movable = !training || beta.RequiresGrad;
        var share = training && movable && updates is not null ? ShareOfNextBatch(updates) : momentum;
        return x.BatchNorm(gamma, beta, movable ? runningMean : null, movable ? runningVariance : null, training, share, epsilon);
    }

    private double ShareOfNextBatch(Tensor updates)
    {
        using var scope = new TensorScope();
        using var plain = Autograd.NoGrad();
        updates.CopyInPlace(updates + 1);
        return momentum / (1 - Math.Pow(1 - momentum, updates.Item()));
    }
}
