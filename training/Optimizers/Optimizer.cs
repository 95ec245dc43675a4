using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Training.Optimizers;

/// <summary>Changes parameters by their gradients.</summary>
internal abstract class Optimizer : IDisposable
{
    private readonly List<(string Name, Tensor[] Values)> slots = [];

    /// <summary>Takes charge of parameters, which stay their module's.</summary>
    /// <param name="parameters">The tensors to train.</param>
    /// <param name="learningRate">Step size.</param>
    private protected Optimizer(IEnumerable<Tensor> parameters, double learningRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(learningRate);
        Parameters = [.. parameters];
        LearningRate = learningRate;
    }

    /// <summary>Step size.</summary>
    public double LearningRate { get; }

    /// <summary>The share of it that is taken, (0, 1]; schedules set it between steps.</summary>
    public double RateShare { get; set; } = 1;

    /// <summary>
    /// How fast the step size falls: at the t-th update it is the learning rate over 1 + decay * (t - 1), as Keras' <c>decay</c> has it. 0 keeps it.
    /// </summary>
    public double LearningRateDecay { get; init; }

    /// <summary>Greatest magnitude of an element of a gradient; greater ones are cut to it. 0 for no limit.</summary>
    public double GradientClip { get; init; }

    /// <summary>Updates made so far. A checkpoint holds it.</summary>
    public long StepCount { get; set; }

    /// <summary>The optimizer's memory, such as moments: one tensor a parameter under each name. A checkpoint holds it.</summary>
    public IEnumerable<(string Name, Tensor[] Values)> State => slots;

    /// <summary>The tensors being trained.</summary>
    protected Tensor[] Parameters { get; }

    /// <summary>Step size of the present update.</summary>
    protected double CurrentLearningRate => LearningRate * RateShare / (1 + (LearningRateDecay * (StepCount - 1)));

    /// <summary>One update by each of several optimizers, of disjoint parameters, with the gradients of one loss.</summary>
    /// <param name="loss">A single number that depends on every parameter.</param>
    /// <param name="optimizers">The optimizers.</param>
    public static void MinimizeTogether(Tensor loss, params ReadOnlySpan<Optimizer> optimizers) => MinimizeTogether(1, _ => loss, optimizers);

    /// <summary>The same with the mean of the losses of parts of a batch, of which one has its graph in memory at a time.</summary>
    /// <param name="parts">How many.</param>
    /// <param name="loss">Computes the loss of a part, from 0 on: a single number that depends on every parameter.</param>
    /// <param name="optimizers">The optimizers.</param>
    public static void MinimizeTogether(int parts, Func<int, Tensor> loss, params ReadOnlySpan<Optimizer> optimizers)
    {
        using var scope = NewDisposeScope();
        var parameters = new List<Tensor>();
        foreach (var optimizer in optimizers)
        {
            parameters.AddRange(optimizer.Parameters);
        }

        var gradients = MeanGradients(parts, loss, parameters).AsSpan();
        foreach (var optimizer in optimizers)
        {
            optimizer.Apply(gradients[..optimizer.Parameters.Length].ToArray());
            gradients = gradients[optimizer.Parameters.Length..];
        }
    }

    /// <summary>One update: gradients of the loss, then a step.</summary>
    /// <param name="loss">A single number that depends on every parameter.</param>
    public void Minimize(Tensor loss) => MinimizeTogether(loss, this);

    /// <summary>Forgets all updates: from now on it is as a new one.</summary>
    public void Restart()
    {
        using var plain = no_grad();
        StepCount = 0;
        foreach (var value in slots.SelectMany(slot => slot.Values))
        {
            value.zero_();
        }
    }

    /// <summary>One update by given gradients.</summary>
    /// <param name="gradients">One a parameter, of its shape, in whatever order in memory.</param>
    /// <exception cref="ArgumentException">Another number of them, or another shape.</exception>
    public void Step(Tensor[] gradients)
    {
        if (gradients.Length != Parameters.Length)
        {
            throw new ArgumentException(
                $"Updating parameters: found {gradients.Length} gradients, needed {Parameters.Length}, one a parameter.", nameof(gradients));
        }

        using var scope = NewDisposeScope();
        Apply([.. Parameters.Zip(gradients, InOrderOf)]);
    }

    /// <summary>Frees the optimizer's memory.</summary>
    public void Dispose()
    {
        foreach (var (_, values) in slots)
        {
            Array.ForEach(values, value => value.Dispose());
        }
    }

    /// <summary>The rule: changes <see cref="Parameters"/> in place, with recording off and a scope open.</summary>
    /// <param name="gradients">One a parameter.</param>
    protected abstract void Update(Tensor[] gradients);

    /// <summary>One update by gradients that lie in memory as the parameters do: the fused rules run over both side by side.</summary>
    private void Apply(Tensor[] gradients)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        StepCount++;
        Update(GradientClip > 0 ? Array.ConvertAll(gradients, gradient => gradient.clamp(Held.Number(-GradientClip), Held.Number(GradientClip))) : gradients);
    }

    private static Tensor[] MeanGradients(int parts, Func<int, Tensor> loss, IReadOnlyList<Tensor> parameters)
    {
        var sums = PartOf(0);
        for (var part = 1; part < parts; part++)
        {
            using var scope = NewDisposeScope();
            var more = PartOf(part);
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i].AddInPlace(more[i]);
            }
        }

        if (parts > 1)
        {
            Array.ForEach(sums, sum => sum.div_(Held.Number(parts)));
        }

        return sums;

        Tensor[] PartOf(int part)
        {
            using var scope = NewDisposeScope();
            return Array.ConvertAll(GradientsOf(loss(part), parameters), gradient => gradient.MoveToOuterDisposeScope());
        }
    }

    /// <summary>Gradients of parameters; zeros for those that ask for none, being of parts that are not in use.</summary>
    private static Tensor[] GradientsOf(Tensor loss, IReadOnlyList<Tensor> parameters)
    {
        var used = parameters.Where(parameter => parameter.requires_grad).ToArray();
        var gradients = new Queue<Tensor>(Gradients.Of(loss, used));
        return [.. parameters.Select(parameter => parameter.requires_grad ? gradients.Dequeue() : zeros_like(parameter))];
    }

    private static Tensor InOrderOf(Tensor parameter, Tensor gradient)
    {
        if (!gradient.shape.SequenceEqual(parameter.shape))
        {
            throw new ArgumentException(
                $"Updating parameters: found a gradient of [{string.Join(", ", gradient.shape)}], "
                + $"needed [{string.Join(", ", parameter.shape)}], its parameter's shape.");
        }

        using var plain = no_grad();
        return gradient.stride().SequenceEqual(parameter.stride()) ? gradient : empty_like(parameter).copy_(gradient);
    }

    /// <summary>Zeros of every parameter's shape and order in memory, owned by the optimizer and part of its state.</summary>
    /// <param name="name">The name in checkpoints.</param>
    protected Tensor[] AddState(string name)
    {
        var values = Array.ConvertAll(Parameters, parameter => zeros_like(parameter).DetachFromDisposeScope());
        slots.Add((name, values));
        return values;
    }
}
