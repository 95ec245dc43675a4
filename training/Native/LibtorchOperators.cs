using System.Runtime.InteropServices;
using TorchSharp;

namespace Gans.Training.Native;

/// <summary>
/// Operators that TorchSharp lacks, called through libtorch's stable C interface. A TorchSharp handle is what that interface takes: an <c>at::Tensor</c>.
/// </summary>
internal static unsafe partial class LibtorchOperators
{
    private const string Library = "torch_cpu";

    private static readonly ulong AbiVersion = aoti_torch_abi_version();

    /// <summary><c>_fused_adam_</c>: one Adam update of many tensors in one pass over each. No gradient is recorded.</summary>
    /// <remarks>A tensor and its gradient and moments must lie in memory in the same order: the kernel runs over them side by side.</remarks>
    /// <param name="parameters">Changed.</param>
    /// <param name="gradients">One a parameter.</param>
    /// <param name="means">Changed: the mean of gradients.</param>
    /// <param name="squares">Changed: the mean of squared gradients.</param>
    /// <param name="step">The number of the update, from 1, a Float32 tensor without axes.</param>
    /// <param name="rate">Step size.</param>
    /// <param name="beta1">Decay of the mean.</param>
    /// <param name="beta2">Decay of the mean of squares.</param>
    /// <param name="epsilon">Added to the root after its correction.</param>
    internal static void FusedAdam(
        torch.Tensor[] parameters,
        torch.Tensor[] gradients,
        torch.Tensor[] means,
        torch.Tensor[] squares,
        torch.Tensor step,
        double rate,
        double beta1,
        double beta2,
        double epsilon)
    {
        using var plain = torch.no_grad();
        ulong* stack = stackalloc ulong[]
        {
            List(parameters), List(gradients), List(means), List(squares), List([]), List([.. Enumerable.Repeat(step, parameters.Length)]),
            Bits(rate), Bits(beta1), Bits(beta2), Bits(0), Bits(epsilon), 0, 0, 0, 0,
        };
        Call("aten::_fused_adam_", stack);
    }

    private static void Call(string name, ulong* stack)
    {
        if (torch_call_dispatcher(name, string.Empty, stack, AbiVersion) != 0)
        {
            throw new InvalidOperationException($"libtorch's {name} failed; its own message is on the standard error stream.");
        }
    }

    /// <summary>A list of tensors; the call takes it over.</summary>
    private static ulong List(torch.Tensor[] tensors)
    {
        nint list;
        Check(torch_new_list_reserve_size((nuint)tensors.Length, &list));
        foreach (var tensor in tensors)
        {
            nint handle;
            Check(aoti_torch_new_tensor_handle(tensor.Handle, &handle));
            Check(torch_list_push_back(list, (ulong)handle));
        }

        return (ulong)list;
    }

    private static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(value);

    private static void Check(int status)
    {
        if (status != 0)
        {
            throw new InvalidOperationException("libtorch's stable C interface failed; its own message is on the standard error stream.");
        }
    }

    [LibraryImport(Library)]
    private static partial ulong aoti_torch_abi_version();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int torch_call_dispatcher(string name, string overload, ulong* stack, ulong abiVersion);

    [LibraryImport(Library)]
    private static partial int torch_new_list_reserve_size(nuint size, nint* list);

    [LibraryImport(Library)]
    private static partial int torch_list_push_back(nint list, ulong item);

    [LibraryImport(Library)]
    private static partial int aoti_torch_new_tensor_handle(nint source, nint* handle);
}
