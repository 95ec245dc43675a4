using Gans.Training.Native;
using static TorchSharp.torch;

namespace Gans.Training.Optimizers;

/// <summary>Where Adam adds its epsilon.</summary>
internal enum EpsilonPlacement
{
    /// <summary>Before the bias correction of v, as Keras does: the step is lr sqrt(1 - b2^t) / (1 - b1^t) * m / (sqrt(v) + eps).</summary>
    BeforeCorrection,

    /// <summary>After it, as the paper's algorithm 1 and PyTorch do.</summary>
    AfterCorrection,
}

/// <summary>Settings of <see cref="Adam"/>.</summary>
internal sealed record AdamOptions
{
    /// <summary>Step size; 0.0002 is the DCGAN paper's.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Decay of the mean of gradients; 0.5 for GANs.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of squared gradients.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Keeps the division finite. Keras' 1e-7.</summary>
    public double Epsilon { get; init; } = 1e-7;

    /// <summary>Where epsilon is added.</summary>
    public EpsilonPlacement Placement { get; init; } = EpsilonPlacement.BeforeCorrection;
}

/// <summary>Steps by the mean of gradients over the root of the mean of their squares.</summary>
/// <remarks>Kingma and Ba, Adam: A Method for Stochastic Optimization, 2014 (arXiv:1412.6980).</remarks>
internal sealed class Adam : Optimizer
{
    private readonly AdamOptions options;
    private readonly Tensor[] means;
    private readonly Tensor[] squares;

    /// <summary>Creates the optimizer with moments of zero.</summary>
    /// <param name="parameters">The tensors to train.</param>
    /// <param name="options">The settings.</param>
    public Adam(IEnumerable<Tensor> parameters, AdamOptions options)
        : base(parameters, options.LearningRate)
    {
        this.options = options;
        means = AddState("mean");
        squares = AddState("square");
    }

    /// <inheritdoc/>
    protected override void Update(Tensor[] gradients)
    {
        var epsilon = options.Placement == EpsilonPlacement.BeforeCorrection
            ? options.Epsilon / Math.Sqrt(1 - Math.Pow(options.Beta2, StepCount))
            : options.Epsilon;
        var step = tensor((float)StepCount, device: Parameters[0].device);
        LibtorchOperators.FusedAdam(Parameters, gradients, means, squares, step, CurrentLearningRate, options.Beta1, options.Beta2, epsilon);
    }
}
