using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gans.Torch.Door;

namespace Gans.Torch;

/// <summary>
/// An array of numbers on a device, with a graph of how it came about where gradients are recorded.
/// Owned by the <see cref="TensorScope"/> in which it was made, else by the caller, who disposes it.
/// </summary>
/// <remarks>
/// Operations return new tensors, except views, which share storage and say so, and operations whose name ends in <c>InPlace</c>.
/// A tensor that nobody disposes is freed when the garbage collector finds it.
/// </remarks>
public sealed partial class Tensor : IDisposable
{
    private TensorHandle handle;
    private TensorDescription? description;

    private Tensor(nint native)
    {
        handle = new TensorHandle(TorchRuntime.Door, native);
    }

    /// <summary>Sizes, outermost axis first.</summary>
    public Shape Shape => Description.Shape;

    /// <summary>Element type.</summary>
    public DType Type => Description.Type;

    /// <summary>Where it lives.</summary>
    public Device Device => Description.Device;

    /// <summary>Number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>Whether operations on it are recorded, so that <see cref="Autograd.Backward"/> reaches it. Settable on leaves only.</summary>
    /// <exception cref="TorchException">Set on the result of a recorded operation.</exception>
    public bool RequiresGrad
    {
        get => Use(native => TorchRuntime.Door.Describe(native).RequiresGrad);
        set => Use(native => TorchRuntime.Door.SetRequiresGrad(native, value));
    }

    /// <summary>The gradient that backward passes have added up; null before the first. Owned like the result of an operation.</summary>
    public Tensor? Gradient
    {
        get
        {
            var native = Use(TorchRuntime.Door.Gradient);
            return native == 0 ? null : Own(native);
        }

        set => Use(native =>
        {
            TorchRuntime.Door.SetGradient(native, value?.Hold() ?? 0);
            value?.LetGo();
        });
    }

    internal TensorScope? Scope { get; set; }

    private TensorDescription Description => description ??= Use(TorchRuntime.Door.Describe);

    /// <summary>Makes a CPU tensor of the values of a span, with one copy.</summary>
    /// <typeparam name="T">A type that <see cref="DTypes.Of{T}"/> knows.</typeparam>
    /// <param name="values">The values, the innermost axis fastest.</param>
    /// <param name="shape">Sizes whose product is the span's length.</param>
    /// <exception cref="ShapeException">The product is another.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var sizes = new Shape(shape);
        if (sizes.Count != values.Length)
        {
            throw new ShapeException($"Tensor.From: {values.Length} values cannot fill shape {sizes}, which takes {sizes.Count}.");
        }

        var tensor = EmptyOperator.CallUnrecorded(shape.ToArray(), DTypes.Of<T>());
        values.CopyTo(tensor.Span<T>());
        return tensor;
    }

    /// <summary>Makes a CPU tensor of the values of an array, with one copy.</summary>
    /// <typeparam name="T">A type that <see cref="DTypes.Of{T}"/> knows.</typeparam>
    /// <param name="values">The values, the innermost axis fastest.</param>
    /// <param name="shape">Sizes whose product is the array's length.</param>
    /// <exception cref="ShapeException">The product is another.</exception>
    public static Tensor From<T>(T[] values, params ReadOnlySpan<long> shape)
        where T : unmanaged => From((ReadOnlySpan<T>)values, shape);

    /// <summary>The elements of a contiguous CPU tensor, in place. Valid while the tensor is not disposed.</summary>
    /// <typeparam name="T">The .NET type of the elements; <see cref="ushort"/> serves for bfloat16.</typeparam>
    /// <exception cref="TorchException">The tensor is on a GPU or not contiguous.</exception>
    /// <exception cref="InvalidOperationException">The element sizes differ.</exception>
    public Span<T> Span<T>()
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != Type.Size() && typeof(T) != typeof(byte))
        {
            throw new InvalidOperationException($"Elements of {Type} cannot be read as {typeof(T).Name}.");
        }

        try
        {
            return MemoryMarshal.Cast<byte, T>(TorchRuntime.Door.Data(Hold()));
        }
        finally
        {
            LetGo();
        }
    }

    /// <summary>Copies the elements out, from any device and memory layout, the innermost axis fastest.</summary>
    /// <typeparam name="T">The .NET type of the elements.</typeparam>
    /// <param name="destination">Room for all of them.</param>
    public void CopyTo<T>(Span<T> destination)
        where T : unmanaged
    {
        using var scope = new TensorScope();
        using var plain = Autograd.NoGrad();
        To(Device.Cpu).Contiguous().Span<T>().CopyTo(destination);
    }

    /// <summary>Copies the elements into a new array, the innermost axis fastest.</summary>
    /// <typeparam name="T">The .NET type of the elements.</typeparam>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        var values = new T[Shape.Count * Type.Size() / Unsafe.SizeOf<T>()];
        CopyTo(values.AsSpan());
        return values;
    }

    /// <summary>The value of a tensor with one element. Waits for the GPU.</summary>
    /// <exception cref="ShapeException">It has another number of elements.</exception>
    public double Item()
    {
        if (Shape.Count != 1)
        {
            throw new ShapeException($"Item: the tensor has shape {Shape}; only one with a single element has a value.");
        }

        using var scope = new TensorScope();
        return To(DType.Float64).ToArray<double>()[0];
    }

    /// <summary>Takes the tensor out of every scope: the caller owns it and disposes it.</summary>
    /// <returns>The same tensor.</returns>
    public Tensor Unscoped()
    {
        Scope = null;
        return this;
    }

    /// <summary>The type, shape and device: <c>Float32 [64, 1, 28, 28] on cpu</c>.</summary>
    public override string ToString() => handle.IsClosed ? "a disposed tensor" : $"{Type} {Shape} on {Device}";

    /// <summary>Frees the tensor. What shares its storage, and the graph, are not harmed.</summary>
    public void Dispose()
    {
        if (!handle.IsClosed)
        {
            _ = Description;
            handle.Dispose();
        }
    }

    /// <summary>Takes ownership of a native tensor for the current scope.</summary>
    internal static Tensor Own(nint native)
    {
        var tensor = new Tensor(native);
        TensorScope.Current?.Add(tensor);
        return tensor;
    }

    internal static Tensor OwnUnscoped(nint native) => new(native);

    /// <summary>Replaces the native tensor by its copy on a device, so that whoever holds this object goes on with the copy.</summary>
    internal void MoveInPlace(Device device)
    {
        if (Device == device)
        {
            return;
        }

        using var scope = new TensorScope();
        using var plain = Autograd.NoGrad();
        var moved = To(device);
        moved.RequiresGrad = RequiresGrad;
        (handle, moved.handle) = (moved.handle, handle);
        description = null;
    }

    /// <summary>Another handle of the same tensor that no scope owns.</summary>
    internal Tensor AliasUnscoped() => new(Use(TorchRuntime.Door.Alias));

    /// <summary>The native tensor, held until <see cref="LetGo"/>.</summary>
    internal nint Hold()
    {
        var added = false;
        try
        {
            handle.DangerousAddRef(ref added);
        }
        catch (ObjectDisposedException)
        {
            throw new ObjectDisposedException(nameof(Tensor), $"The tensor {description?.Shape} has been disposed, or its scope has ended; move it out with TensorScope.Keep.");
        }

        return handle.DangerousGetHandle();
    }

    internal void LetGo() => handle.DangerousRelease();

    internal TResult Use<TResult>(Func<nint, TResult> action)
    {
        var native = Hold();
        try
        {
            return action(native);
        }
        finally
        {
            LetGo();
        }
    }

    internal void Use(Action<nint> action)
    {
        var native = Hold();
        try
        {
            action(native);
        }
        finally
        {
            LetGo();
        }
    }
}
