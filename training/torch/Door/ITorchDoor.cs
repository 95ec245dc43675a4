namespace Gans.Torch.Door;

/// <summary>What a tensor is, as the door reports it.</summary>
internal readonly record struct TensorDescription(Shape Shape, DType Type, Device Device, bool RequiresGrad);

/// <summary>Gradients in (0 where undefined), gradients out; called on the thread that runs the backward pass.</summary>
internal delegate void BackwardCallback(ReadOnlySpan<nint> gradients, Span<nint> results);

/// <summary>
/// The one way to libtorch. Operators go through <see cref="Call"/>, by name; the other members are what the dispatcher cannot give.
/// Tensors are opaque handles here: only <see cref="TensorHandle"/> frees them.
/// </summary>
internal interface ITorchDoor
{
    string Version { get; }

    string BuildDetails { get; }

    int Threads { get; set; }

    int CudaDeviceCount { get; }

    long LiveTensorCount { get; }

    /// <summary>Finds an operator once; the result is valid for the life of the process.</summary>
    /// <exception cref="TorchException">This libtorch has no such operator.</exception>
    nint Find(string name, string overload);

    /// <summary>The operator's schema in the notation of <c>native_functions.yaml</c>.</summary>
    string Schema(nint operatorHandle);

    /// <summary>Calls an operator; trailing arguments take the schema's defaults.</summary>
    /// <returns>How many of <paramref name="results"/> were written. The tensors among them belong to the caller.</returns>
    int Call(nint operatorHandle, ReadOnlySpan<TaggedValue> arguments, Span<TaggedValue> results);

    void Free(nint tensor);

    nint Alias(nint tensor);

    TensorDescription Describe(nint tensor);

    /// <summary>The bytes of a contiguous CPU tensor, in place.</summary>
    unsafe Span<byte> Data(nint tensor);

    /// <summary>Turns recording of the graph on or off for this thread.</summary>
    /// <returns>Whether it was on.</returns>
    bool SetGradMode(bool enabled);

    void SetRequiresGrad(nint tensor, bool required);

    /// <summary>The accumulated gradient, 0 if there is none.</summary>
    nint Gradient(nint tensor);

    void SetGradient(nint tensor, nint gradient);

    void Backward(nint root, nint rootGradient, bool retainGraph, bool createGraph);

    void Gradients(ReadOnlySpan<nint> outputs, ReadOnlySpan<nint> outputGradients, ReadOnlySpan<nint> inputs, bool retainGraph, bool createGraph, bool allowUnused, Span<nint> results);

    /// <summary>Makes outputs, computed outside the graph, depend on inputs with a backward pass of our own.</summary>
    void Attach(ReadOnlySpan<nint> inputs, ReadOnlySpan<nint> outputs, string name, BackwardCallback backward, Action release);

    void KeepFreedMemory();

    bool SetFlushDenormals(bool on);

    void SetCudnnBenchmark(bool on);

    void SynchronizeCuda();

    void Seed(Device device, ulong seed);

    nint GeneratorState(Device device);

    void SetGeneratorState(Device device, nint state);
}
