namespace Gans.Torch;

/// <summary>Gradients: backward passes, passes without a graph, and functions with a backward pass of our own.</summary>
public static class Autograd
{
    /// <summary>Whether operations on this thread record a graph.</summary>
    public static bool IsRecording
    {
        get
        {
            var enabled = TorchRuntime.Door.SetGradMode(false);
            TorchRuntime.Door.SetGradMode(enabled);
            return enabled;
        }
    }

    /// <summary>Turns recording off for this thread until the result is disposed.</summary>
    public static GradModeScope NoGrad() => new(enabled: false);

    /// <summary>Adds the gradients of a loss to <see cref="Tensor.Gradient"/> of every leaf that requires one.</summary>
    /// <param name="loss">A single number.</param>
    /// <param name="retainGraph">Keep the graph for another backward pass.</param>
    /// <param name="createGraph">Record the backward pass itself, for second-order gradients.</param>
    public static void Backward(Tensor loss, bool retainGraph = false, bool createGraph = false)
    {
        ArgumentNullException.ThrowIfNull(loss);
        loss.Use(root => TorchRuntime.Door.Backward(root, 0, retainGraph || createGraph, createGraph));
    }

    /// <summary>Gradients of the sum of outputs with respect to inputs; <see cref="Tensor.Gradient"/> is left alone.</summary>
    /// <param name="outputs">Results of operations on the inputs.</param>
    /// <param name="inputs">Tensors that require a gradient.</param>
    /// <param name="outputGradients">One a output, of its shape; null for ones (the outputs must then be single numbers).</param>
    /// <param name="retainGraph">Keep the graph for another backward pass.</param>
    /// <param name="createGraph">Record the backward pass itself: what the gradient penalty needs.</param>
    /// <returns>One gradient a input, of its shape.</returns>
    public static Tensor[] Gradients(Tensor[] outputs, Tensor[] inputs, Tensor[]? outputGradients = null, bool retainGraph = false, bool createGraph = false)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(inputs);
        var results = new nint[inputs.Length];
        Tensor[] held = [.. outputs, .. inputs, .. outputGradients ?? []];
        var handles = Array.ConvertAll(held, tensor => tensor.Hold());
        try
        {
            var gradients = outputGradients is null ? new nint[outputs.Length] : handles.AsSpan(outputs.Length + inputs.Length).ToArray();
            TorchRuntime.Door.Gradients(
                handles.AsSpan(0, outputs.Length), gradients, handles.AsSpan(outputs.Length, inputs.Length), retainGraph || createGraph, createGraph, allowUnused: false, results);
        }
        finally
        {
            foreach (var tensor in held)
            {
                tensor.LetGo();
            }
        }

        return Array.ConvertAll(results, Tensor.Own);
    }

    /// <summary>Computes something outside the graph and gives it a backward pass of our own.</summary>
    /// <param name="name">Its name in messages.</param>
    /// <param name="inputs">What the result depends on.</param>
    /// <param name="forward">Computes the result from the inputs; nothing is recorded.</param>
    /// <param name="backward">
    /// From the result's gradient and the inputs to one gradient an input, null where none is needed. It must use differentiable operations
    /// if the function is to have second-order gradients.
    /// </param>
    /// <returns>The result, owned like any other tensor.</returns>
    internal static Tensor Function(string name, Tensor[] inputs, Func<Tensor[], Tensor> forward, Func<Tensor, Tensor[], bool[], Tensor?[]> backward)
    {
        Tensor output;
        using (NoGrad())
        {
            output = forward(inputs);
        }

        var needed = Array.ConvertAll(inputs, input => input.RequiresGrad);
        if (!IsRecording || !needed.Contains(true))
        {
            return output;
        }

        // The graph keeps its own references: the caller's scope may end before the backward pass.
        var saved = Array.ConvertAll(inputs, input => input.AliasUnscoped());
        var sources = Array.ConvertAll(inputs, input => input.Hold());
        try
        {
            output.Use(handle => TorchRuntime.Door.Attach(
                sources,
                [handle],
                name,
                (gradients, results) => RunBackward(backward, saved, needed, gradients, results),
                () => Array.ForEach(saved, tensor => tensor.Dispose())));
        }
        finally
        {
            Array.ForEach(inputs, input => input.LetGo());
        }

        return output;
    }

    private static void RunBackward(Func<Tensor, Tensor[], bool[], Tensor?[]> backward, Tensor[] saved, bool[] needed, ReadOnlySpan<nint> gradients, Span<nint> results)
    {
        if (gradients[0] == 0)
        {
            return;
        }

        using var scope = new TensorScope();
        var gradient = Tensor.Own(TorchRuntime.Door.Alias(gradients[0]));
        var made = backward(gradient, saved, needed);
        for (var i = 0; i < made.Length; i++)
        {
            results[i] = made[i] is { } tensor ? tensor.Use(TorchRuntime.Door.Alias) : 0;
        }
    }
}

/// <summary>Restores the recording mode at its end.</summary>
public readonly struct GradModeScope : IDisposable, IEquatable<GradModeScope>
{
    private readonly bool previous;

    internal GradModeScope(bool enabled)
    {
        previous = TorchRuntime.Door.SetGradMode(enabled);
    }

    /// <summary>Whether the two restore the same mode.</summary>
    public static bool operator ==(GradModeScope left, GradModeScope right) => left.Equals(right);

    /// <summary>Whether the two restore different modes.</summary>
    public static bool operator !=(GradModeScope left, GradModeScope right) => !left.Equals(right);

    /// <inheritdoc/>
    public void Dispose() => TorchRuntime.Door.SetGradMode(previous);

    /// <inheritdoc/>
    public bool Equals(GradModeScope other) => previous == other.previous;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GradModeScope other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => previous.GetHashCode();
}
