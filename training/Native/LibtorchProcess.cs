using System.Runtime.InteropServices;
using TorchSharp;

namespace Gans.Training.Native;

/// <summary>Settings of the process that TorchSharp has no call for. bench/README.md says what each gains.</summary>
internal static partial class LibtorchProcess
{
    private const int TrimThreshold = -1;   // M_TRIM_THRESHOLD of malloc.h
    private const int TopPad = -2;          // M_TOP_PAD
    private const int MmapThreshold = -3;   // M_MMAP_THRESHOLD

    private const int LargestBlock = 1 << 30;
    private const int Reserve = 1 << 28;

    /// <summary>Prepares a process for training: threads of an operator, freed memory kept, tiny numbers flushed to zero.</summary>
    /// <param name="threads">Threads that one operator may use; null for one a core.</param>
    internal static void Configure(int? threads)
    {
        UseThreads(threads ?? Environment.ProcessorCount);
        if (OperatingSystem.IsLinux())
        {
            KeepFreedMemory();
            FlushDenormals();
        }
    }

    /// <summary>How many threads one operator may use.</summary>
    internal static int Threads => torch.get_num_threads();

    /// <summary>Sets how many threads one operator may use.</summary>
    /// <param name="threads">1 or more.</param>
    internal static void UseThreads(int threads) => torch.set_num_threads(threads);

    /// <summary>Activations of one step are freed and asked for again in the next: from the system they would come zeroed, page by page.</summary>
    private static void KeepFreedMemory()
    {
        _ = mallopt(MmapThreshold, LargestBlock);
        _ = mallopt(TrimThreshold, int.MaxValue);
        _ = mallopt(TopPad, Reserve);
    }

    /// <summary>
    /// Arithmetic with numbers below 1e-38 is a hundred times slower, and a saturated discriminator's gradients are full of them. Threads inherit it from the
    /// one that starts them.
    /// </summary>
    private static void FlushDenormals() => _ = SetFlushDenormal(GlobalContext(), on: true);

    [LibraryImport("libc")]
    private static partial int mallopt(int parameter, int value);

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at13globalContextEv")]
    private static partial nint GlobalContext();

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at7Context16setFlushDenormalEb")]
    [return: MarshalAs(UnmanagedType.U1)]
    private static partial bool SetFlushDenormal(nint context, [MarshalAs(UnmanagedType.U1)] bool on);
}
