namespace Gans.Torch;

/// <summary>
/// Owns every tensor that is made on this thread while it is the innermost scope, and frees them at its end.
/// One around each training step keeps memory flat.
/// </summary>
/// <remarks>Scopes nest, belong to one thread and must not cross an <c>await</c>.</remarks>
public sealed class TensorScope : IDisposable
{
    [ThreadStatic]
    private static TensorScope? current;

    private readonly TensorScope? parent;
    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly List<Tensor> tensors = [];
    private bool disposed;

    /// <summary>Opens a scope inside the current one.</summary>
    public TensorScope()
    {
        parent = current;
        current = this;
    }

    /// <summary>The innermost scope of this thread.</summary>
    internal static TensorScope? Current => current;

    /// <summary>Moves one tensor out: the enclosing scope owns it now, or the caller where there is none.</summary>
    /// <param name="tensor">A tensor that this scope owns; one that it does not own is returned as it is.</param>
    /// <returns>The same tensor.</returns>
    public Tensor Keep(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Scope == this)
        {
            tensor.Scope = parent;
            parent?.tensors.Add(tensor);
        }

        return tensor;
    }

    /// <summary>Frees what the scope owns.</summary>
    /// <exception cref="InvalidOperationException">It is not this thread's innermost scope.</exception>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        if (current != this)
        {
            throw new InvalidOperationException(
                thread == Environment.CurrentManagedThreadId
                    ? "A TensorScope was closed before the scope inside it: close them in the reverse order, with 'using'."
                    : "A TensorScope was closed on another thread: it must not cross an await.");
        }

        disposed = true;
        current = parent;
        foreach (var tensor in tensors)
        {
            if (tensor.Scope == this)
            {
                tensor.Dispose();
            }
        }
    }

    internal void Add(Tensor tensor)
    {
        tensor.Scope = this;
        tensors.Add(tensor);
    }
}
