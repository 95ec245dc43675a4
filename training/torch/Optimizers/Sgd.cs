namespace Gans.Torch;

/// <summary>Settings of <see cref="Sgd"/>.</summary>
public sealed record SgdOptions
{
    /// <summary>Step size.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Share of the last step that is kept; 0 for plain descent.</summary>
    public double Momentum { get; init; }
}

/// <summary>Steps by the gradient: v = momentum * v - lr * g, p += v, as Keras writes it.</summary>
public sealed class Sgd : Optimizer
{
    private readonly SgdOptions options;
    private readonly Tensor[]? velocities;

    /// <summary>Creates the optimizer at rest.</summary>
    /// <param name="parameters">The tensors to train.</param>
    /// <param name="options">The settings.</param>
    public Sgd(Tensor[] parameters, SgdOptions options)
        : base(parameters, options?.LearningRate ?? throw new ArgumentNullException(nameof(options)))
    {
        this.options = options;
        velocities = options.Momentum == 0 ? null : AddState("velocity");
    }

    /// <inheritdoc/>
    protected override void Update(Tensor[] gradients)
    {
        if (velocities is null)
        {
            Foreach.Add(Parameters, gradients, -CurrentLearningRate);
            return;
        }

        Foreach.Multiply(velocities, options.Momentum);
        Foreach.Add(velocities, gradients, -CurrentLearningRate);
        Foreach.Add(Parameters, velocities);
    }
}
