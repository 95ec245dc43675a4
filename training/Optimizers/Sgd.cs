using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Training.Optimizers;

/// <summary>Settings of <see cref="Sgd"/>.</summary>
internal sealed record SgdOptions
{
    /// <summary>Step size.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Share of the last step that is kept; 0 for plain descent.</summary>
    public double Momentum { get; init; }
}

/// <summary>Steps by the gradient: v = momentum * v - lr * g, p += v, as Keras writes it.</summary>
internal sealed class Sgd : Optimizer
{
    private readonly SgdOptions options;
    private readonly Tensor[]? velocities;

    /// <summary>Creates the optimizer at rest.</summary>
    /// <param name="parameters">The tensors to train.</param>
    /// <param name="options">The settings.</param>
    public Sgd(IEnumerable<Tensor> parameters, SgdOptions options)
        : base(parameters, options.LearningRate)
    {
        this.options = options;
        velocities = options.Momentum == 0 ? null : AddState("velocity");
    }

    /// <inheritdoc/>
    protected override void Update(Tensor[] gradients)
    {
        for (var i = 0; i < Parameters.Length; i++)
        {
            if (velocities is null)
            {
                Parameters[i].add_(gradients[i], Held.Number(-CurrentLearningRate));
            }
            else
            {
                velocities[i].mul_(Held.Number(options.Momentum)).add_(gradients[i], Held.Number(-CurrentLearningRate));
                Parameters[i].AddInPlace(velocities[i]);
            }
        }
    }
}
