using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Training.Optimizers;

/// <summary>Settings of <see cref="RmsProp"/>.</summary>
internal sealed record RmsPropOptions
{
    /// <summary>Step size; 0.00005 is the WGAN paper's.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Decay of the mean of squared gradients.</summary>
    public double Rho { get; init; } = 0.9;

    /// <summary>Keeps the division finite. Keras' 1e-7.</summary>
    public double Epsilon { get; init; } = 1e-7;
}

/// <summary>Steps by the gradient over the root of the mean of its squares: p -= lr * g / (sqrt(s) + eps).</summary>
/// <remarks>Tieleman and Hinton, Neural Networks for Machine Learning, lecture 6.5, 2012.</remarks>
internal sealed class RmsProp : Optimizer
{
    private readonly RmsPropOptions options;
    private readonly Tensor[] squares;

    /// <summary>Creates the optimizer with a mean of zero.</summary>
    /// <param name="parameters">The tensors to train.</param>
    /// <param name="options">The settings.</param>
    public RmsProp(IEnumerable<Tensor> parameters, RmsPropOptions options)
        : base(parameters, options.LearningRate)
    {
        this.options = options;
        squares = AddState("square");
    }

    /// <inheritdoc/>
    protected override void Update(Tensor[] gradients)
    {
        for (var i = 0; i < Parameters.Length; i++)
        {
            squares[i].mul_(Held.Number(options.Rho)).addcmul_(gradients[i], gradients[i], Held.Number(1 - options.Rho));
            Parameters[i].addcdiv_(gradients[i], squares[i].sqrt().AddInPlace(options.Epsilon), Held.Number(-CurrentLearningRate));
        }
    }
}
