namespace Gans.Torch;

/// <summary>
/// A part of a network: named parameters, named buffers and named children. Names joined by dots are the keys of a checkpoint
/// and the names in an exported graph.
/// </summary>
public abstract class Module : IDisposable
{
    private readonly List<(string Name, Tensor Value)> parameters = [];
    private readonly List<(string Name, Tensor Value)> buffers = [];
    private readonly List<(string Name, Module Child)> children = [];

    /// <summary>Number of values that training changes.</summary>
    public long TrainableParameterCount => NamedParameters().Sum(parameter => parameter.Value.Shape.Count);

    /// <summary>Number of all values, running statistics included but not counters: the "total" of a Keras summary.</summary>
    public long ParameterCount => NamedState().Where(entry => entry.Value.Type.IsFloatingPoint()).Sum(entry => entry.Value.Shape.Count);

    /// <summary>Parameters of this module and all below, in the order of registration.</summary>
    public IEnumerable<(string Name, Tensor Value)> NamedParameters() => Walk(module => module.parameters);

    /// <summary>Parameters, then buffers, of this module and all below: all that a checkpoint holds.</summary>
    public IEnumerable<(string Name, Tensor Value)> NamedState() => NamedParameters().Concat(Walk(module => module.buffers));

    /// <summary>The trainable tensors, in the order of <see cref="NamedParameters"/>.</summary>
    public Tensor[] Parameters() => [.. NamedParameters().Select(parameter => parameter.Value)];

    /// <summary>Modules directly inside this one.</summary>
    public IEnumerable<(string Name, Module Child)> NamedChildren() => children;

    /// <summary>Moves all parameters and buffers to a device. Optimizers are made after it.</summary>
    /// <param name="device">The device.</param>
    public void MoveTo(Device device)
    {
        foreach (var (_, value) in NamedState())
        {
            value.MoveInPlace(device);
        }
    }

    /// <summary>Stops gradients at this module's parameters until the result is disposed: the other player's update leaves it alone, and pays nothing for it.</summary>
    public IDisposable Freeze() => new FrozenScope(Parameters());

    /// <summary>Takes over the values of a state with the same names and shapes.</summary>
    /// <param name="state">What <see cref="NamedState"/> of an equal network gave.</param>
    /// <exception cref="ShapeException">A name is missing or unknown, or a shape differs.</exception>
    public void LoadState(IEnumerable<(string Name, Tensor Value)> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var plain = Autograd.NoGrad();
        var own = NamedState().ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);
        foreach (var (name, value) in state)
        {
            if (!own.Remove(name, out var target))
            {
                throw new ShapeException($"Loading weights: '{name}' is not a part of {GetType().Name}. The file is of another network.");
            }

            if (target.Shape != value.Shape)
            {
                throw new ShapeException($"Loading weights: '{name}' is {value.Shape} in the file and {target.Shape} in {GetType().Name}. The file is of another network.");
            }

            target.CopyInPlace(value);
        }

        if (own.Count > 0)
        {
            throw new ShapeException($"Loading weights: '{own.Keys.First()}' and {own.Count - 1} more parts of {GetType().Name} are missing. The file is of another network.");
        }
    }

    /// <summary>Frees all parameters and buffers.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a tensor a parameter: owned by this module, trained, saved.</summary>
    /// <param name="name">Its name here; without dots.</param>
    /// <param name="value">Its first value.</param>
    /// <returns>The tensor to compute with.</returns>
    protected Tensor AddParameter(string name, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        value.Unscoped().RequiresGrad = true;
        parameters.Add((name, value));
        return value;
    }

    /// <summary>Makes a tensor a buffer: owned by this module and saved, but not trained.</summary>
    /// <param name="name">Its name here; without dots.</param>
    /// <param name="value">Its first value.</param>
    /// <returns>The tensor to compute with.</returns>
    protected Tensor AddBuffer(string name, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        buffers.Add((name, value.Unscoped()));
        return value;
    }

    /// <summary>Makes a module a part of this one, which owns it from now on.</summary>
    /// <typeparam name="TModule">Its type.</typeparam>
    /// <param name="name">Its name here; without dots.</param>
    /// <param name="child">The module.</param>
    /// <returns>The same module.</returns>
    protected TModule AddChild<TModule>(string name, TModule child)
        where TModule : Module
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('.', StringComparison.Ordinal) || children.Exists(entry => entry.Name == name))
        {
            throw new ArgumentException($"The name '{name}' is taken or holds a dot: each part of a network needs a plain name of its own.", nameof(name));
        }

        children.Add((name, child));
        return child;
    }

    /// <summary>Runs a part of this module under its name, so that a trace knows where its calls come from.</summary>
    /// <param name="child">A layer that <see cref="AddChild"/> made a part.</param>
    /// <param name="x">Its input.</param>
    /// <param name="mode">Train or inference, for this pass alone.</param>
    protected Tensor Run(Layer child, Tensor x, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(child);
        using var path = Trace.Enter(children.Find(entry => entry.Child == child).Name ?? throw new ArgumentException("The layer is not a part of this module.", nameof(child)));
        return child.Forward(x, mode);
    }

    /// <summary>Frees what this module owns.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            children.ForEach(entry => entry.Child.Dispose());
            parameters.ForEach(entry => entry.Value.Dispose());
            buffers.ForEach(entry => entry.Value.Dispose());
        }
    }

    private IEnumerable<(string Name, Tensor Value)> Walk(Func<Module, List<(string Name, Tensor Value)>> part)
    {
        foreach (var entry in part(this))
        {
            yield return entry;
        }

        foreach (var (name, child) in children)
        {
            foreach (var (path, value) in child.Walk(part))
            {
                yield return ($"{name}.{path}", value);
            }
        }
    }

    private sealed class FrozenScope : IDisposable
    {
        private readonly Tensor[] frozen;

        public FrozenScope(Tensor[] parameters)
        {
            frozen = [.. parameters.Where(parameter => parameter.RequiresGrad)];
            Array.ForEach(frozen, parameter => parameter.RequiresGrad = false);
        }

        public void Dispose() => Array.ForEach(frozen, parameter => parameter.RequiresGrad = true);
    }
}
