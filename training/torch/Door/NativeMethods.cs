using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gans.Torch.Door;

/// <summary>The shim's <c>gans_tensor_info</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeTensorInfo
{
    public SizeBuffer Sizes;
    public int Rank;
    public int Type;
    public int Device;
    public int RequiresGrad;

    [InlineArray(8)]
    public struct SizeBuffer
    {
        private long first;
    }
}

/// <summary>Functions of <c>gans_torch.h</c>, in the header's order.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "gans_torch";

    [LibraryImport(Library)]
    internal static partial nint gans_last_error();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int gans_operator_find(string name, string overload, out nint op);

    [LibraryImport(Library)]
    internal static partial int gans_operator_schema(nint op, out nint text);

    [LibraryImport(Library)]
    internal static partial int gans_operator_call(nint op, TaggedValue* arguments, int argumentCount, TaggedValue* results, int capacity, int* resultCount);

    [LibraryImport(Library)]
    internal static partial int gans_tensor_free(nint tensor);

    [LibraryImport(Library)]
    internal static partial int gans_tensor_alias(nint tensor, out nint alias);

    [LibraryImport(Library)]
    internal static partial int gans_tensor_describe(nint tensor, NativeTensorInfo* info);

    [LibraryImport(Library)]
    internal static partial int gans_tensor_data(nint tensor, out nint data, out long bytes);

    [LibraryImport(Library)]
    internal static partial long gans_tensor_live_count();

    [LibraryImport(Library)]
    internal static partial int gans_grad_mode(int enabled, out int previous);

    [LibraryImport(Library)]
    internal static partial int gans_tensor_set_requires_grad(nint tensor, int required);

    [LibraryImport(Library)]
    internal static partial int gans_tensor_grad(nint tensor, out nint grad);

    [LibraryImport(Library)]
    internal static partial int gans_tensor_set_grad(nint tensor, nint grad);

    [LibraryImport(Library)]
    internal static partial int gans_backward(nint* roots, nint* rootGrads, int count, int retainGraph, int createGraph);

    [LibraryImport(Library)]
    internal static partial int gans_gradients(
        nint* outputs,
        nint* outputGrads,
        int outputCount,
        nint* inputs,
        int inputCount,
        int retainGraph,
        int createGraph,
        int allowUnused,
        nint* results);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int gans_function_attach(
        nint* inputs,
        int inputCount,
        nint* outputs,
        int outputCount,
        string name,
        delegate* unmanaged[Cdecl]<nint, nint*, int, nint*, int, byte*, int> backward,
        delegate* unmanaged[Cdecl]<nint, void> release,
        nint state);

    [LibraryImport(Library)]
    internal static partial int gans_version(out nint torch, out nint build);

    [LibraryImport(Library)]
    internal static partial int gans_threads(int set, out int count);

    [LibraryImport(Library)]
    internal static partial int gans_keep_freed_memory();

    [LibraryImport(Library)]
    internal static partial int gans_flush_denormals(int on, out int supported);

    [LibraryImport(Library)]
    internal static partial int gans_cuda_device_count(out int count);

    [LibraryImport(Library)]
    internal static partial int gans_cuda_synchronize();

    [LibraryImport(Library)]
    internal static partial int gans_cudnn_benchmark(int on);

    [LibraryImport(Library)]
    internal static partial int gans_generator_seed(int device, ulong seed);

    [LibraryImport(Library)]
    internal static partial int gans_generator_state(int device, out nint state);

    [LibraryImport(Library)]
    internal static partial int gans_generator_set_state(int device, nint state);
}
