using static TorchSharp.torch;

namespace Gans.Training;

/// <summary>Gradients of one number, the one way that this library asks for them.</summary>
/// <remarks>
/// libtorch's backward pass, restricted to the inputs. TorchSharp's <c>autograd.grad</c> is not used: an error in it ends the process, where this
/// one throws. A gradient also comes in the order in memory of what it belongs to, which the fused optimizer needs.
/// </remarks>
internal static class Gradients
{
    /// <summary>The gradients of a number with respect to tensors.</summary>
    /// <param name="output">A single number.</param>
    /// <param name="inputs">Leaves of its graph that ask for gradients. Their <c>grad</c> is empty before and after.</param>
    /// <returns>One gradient an input, of its shape; owned by the current scope.</returns>
    /// <exception cref="InvalidOperationException">The number does not depend on an input.</exception>
    internal static Tensor[] Of(Tensor output, IReadOnlyList<Tensor> inputs) => Run(output, inputs, keepsGraph: false);

    /// <summary>The same as part of a graph of their own, so that a penalty of them can be trained; the number's graph stays.</summary>
    /// <inheritdoc cref="Of"/>
    internal static Tensor[] InGraph(Tensor output, IReadOnlyList<Tensor> inputs) => Run(output, inputs, keepsGraph: true);

    private static Tensor[] Run(Tensor output, IReadOnlyList<Tensor> inputs, bool keepsGraph)
    {
        if (output.numel() != 1)
        {
            throw new ArgumentException(
                $"Computing gradients: found an output of [{string.Join(", ", output.shape)}], needed a single number.", nameof(output));
        }

        if (!output.requires_grad)
        {
            throw new InvalidOperationException("Computing gradients: found an output that depends on nothing that asks for gradients, needed one that does.");
        }

        try
        {
            autograd.backward([output], null, retain_graph: keepsGraph, create_graph: keepsGraph, [.. inputs]);
            return [.. inputs.Select((input, index) => input.grad
                ?? throw new InvalidOperationException($"Computing gradients: found an output that does not depend on input {index}, needed one that does."))];
        }
        finally
        {
            foreach (var input in inputs)
            {
                input.grad = null;
            }
        }
    }
}
