using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Gans.Torch.Door;

/// <summary>The door through our own shim, <c>libgans_torch.so</c>.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "Members implement the door's interface.")]
internal sealed unsafe class LibtorchDoor : ITorchDoor
{
    private const int MessageCapacity = 1024;

    private LibtorchDoor(string version, string buildDetails)
    {
        Version = version;
        BuildDetails = buildDetails;
    }

    public string Version { get; }

    public string BuildDetails { get; }

    public int Threads
    {
        get
        {
            Check(NativeMethods.gans_threads(0, out var count));
            return count;
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            Check(NativeMethods.gans_threads(value, out _));
        }
    }

    public int CudaDeviceCount
    {
        get
        {
            Check(NativeMethods.gans_cuda_device_count(out var count));
            return count;
        }
    }

    public long LiveTensorCount => NativeMethods.gans_tensor_live_count();

    /// <summary>Loads the shim and, with it, libtorch.</summary>
    /// <exception cref="TorchException">One of the two is missing.</exception>
    public static LibtorchDoor Open()
    {
        try
        {
            Check(NativeMethods.gans_version(out var version, out var build));
            return new LibtorchDoor(Text(version), Text(build));
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new TorchException(
                $"libtorch could not be loaded: libgans_torch.so or a library that it needs is missing or of another version (looked in {AppContext.BaseDirectory} and the system's folders). "
                + "Run 'make setup', or set LIBTORCH=DIR (a libtorch) or LIBTORCH_USE_PYTORCH=1 and run it again.",
                missing);
        }
    }

    public nint Find(string name, string overload)
    {
        Check(NativeMethods.gans_operator_find(name, overload, out var op));
        return op;
    }

    public string Schema(nint operatorHandle)
    {
        Check(NativeMethods.gans_operator_schema(operatorHandle, out var text));
        return Text(text);
    }

    public int Call(nint operatorHandle, ReadOnlySpan<TaggedValue> arguments, Span<TaggedValue> results)
    {
        int count;
        fixed (TaggedValue* given = arguments)
        fixed (TaggedValue* made = results)
        {
            Check(NativeMethods.gans_operator_call(operatorHandle, given, arguments.Length, made, results.Length, &count));
        }

        return count;
    }

    public void Free(nint tensor) => Check(NativeMethods.gans_tensor_free(tensor));

    public nint Alias(nint tensor)
    {
        Check(NativeMethods.gans_tensor_alias(tensor, out var alias));
        return alias;
    }

    public TensorDescription Describe(nint tensor)
    {
        NativeTensorInfo info;
        Check(NativeMethods.gans_tensor_describe(tensor, &info));
        return new TensorDescription(new Shape(((ReadOnlySpan<long>)info.Sizes)[..info.Rank]), (DType)info.Type, Device.Unpack(info.Device), info.RequiresGrad != 0);
    }

    public Span<byte> Data(nint tensor)
    {
        Check(NativeMethods.gans_tensor_data(tensor, out var data, out var bytes));
        return new Span<byte>((void*)data, checked((int)bytes));
    }

    public bool SetGradMode(bool enabled)
    {
        Check(NativeMethods.gans_grad_mode(enabled ? 1 : 0, out var previous));
        return previous != 0;
    }

    public void SetRequiresGrad(nint tensor, bool required) => Check(NativeMethods.gans_tensor_set_requires_grad(tensor, required ? 1 : 0));

    public nint Gradient(nint tensor)
    {
        Check(NativeMethods.gans_tensor_grad(tensor, out var gradient));
        return gradient;
    }

    public void SetGradient(nint tensor, nint gradient) => Check(NativeMethods.gans_tensor_set_grad(tensor, gradient));

    public void Backward(nint root, nint rootGradient, bool retainGraph, bool createGraph) =>
        Check(NativeMethods.gans_backward(&root, &rootGradient, 1, retainGraph ? 1 : 0, createGraph ? 1 : 0));

    public void Gradients(
        ReadOnlySpan<nint> outputs,
        ReadOnlySpan<nint> outputGradients,
        ReadOnlySpan<nint> inputs,
        bool retainGraph,
        bool createGraph,
        bool allowUnused,
        Span<nint> results)
    {
        fixed (nint* roots = outputs)
        fixed (nint* rootGradients = outputGradients)
        fixed (nint* leaves = inputs)
        fixed (nint* made = results)
        {
            Check(NativeMethods.gans_gradients(
                roots, rootGradients, outputs.Length, leaves, inputs.Length, retainGraph ? 1 : 0, createGraph ? 1 : 0, allowUnused ? 1 : 0, made));
        }
    }

    public void Attach(ReadOnlySpan<nint> inputs, ReadOnlySpan<nint> outputs, string name, BackwardCallback backward, Action release)
    {
        var state = GCHandle.ToIntPtr(GCHandle.Alloc(new ManagedFunction(backward, release)));
        fixed (nint* from = inputs)
        fixed (nint* to = outputs)
        {
            Check(NativeMethods.gans_function_attach(from, inputs.Length, to, outputs.Length, name, &RunBackward, &Release, state));
        }
    }

    public void KeepFreedMemory() => Check(NativeMethods.gans_keep_freed_memory());

    public bool SetFlushDenormals(bool on)
    {
        Check(NativeMethods.gans_flush_denormals(on ? 1 : 0, out var supported));
        return supported != 0;
    }

    public void SetCudnnBenchmark(bool on) => Check(NativeMethods.gans_cudnn_benchmark(on ? 1 : 0));

    public void SynchronizeCuda() => Check(NativeMethods.gans_cuda_synchronize());

    public void Seed(Device device, ulong seed) => Check(NativeMethods.gans_generator_seed(device.Pack(), seed));

    public nint GeneratorState(Device device)
    {
        Check(NativeMethods.gans_generator_state(device.Pack(), out var state));
        return state;
    }

    public void SetGeneratorState(Device device, nint state) => Check(NativeMethods.gans_generator_set_state(device.Pack(), state));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    [SuppressMessage("Design", "CA1031", Justification = "An exception must not cross into native code; its text becomes libtorch's error.")]
    private static int RunBackward(nint state, nint* gradients, int gradientCount, nint* results, int resultCount, byte* message)
    {
        try
        {
            var function = (ManagedFunction)GCHandle.FromIntPtr(state).Target!;
            function.Backward(new ReadOnlySpan<nint>(gradients, gradientCount), new Span<nint>(results, resultCount));
            return 0;
        }
        catch (Exception failure)
        {
            var room = new Span<byte>(message, MessageCapacity - 1);
            Encoding.UTF8.GetEncoder().Convert(failure.Message, room, flush: true, out _, out var written, out _);
            message[written] = 0;
            return 1;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(nint state)
    {
        var handle = GCHandle.FromIntPtr(state);
        ((ManagedFunction)handle.Target!).Release();
        handle.Free();
    }

    private static void Check(int status)
    {
        if (status != 0)
        {
            throw new TorchException(Text(NativeMethods.gans_last_error()).TrimEnd());
        }
    }

    private static string Text(nint utf8) => Marshal.PtrToStringUTF8(utf8) ?? string.Empty;

    private sealed record ManagedFunction(BackwardCallback Backward, Action Release);
}
