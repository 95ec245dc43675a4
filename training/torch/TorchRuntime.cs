using Gans.Torch.Door;

namespace Gans.Torch;

/// <summary>Facts and settings of the loaded libtorch. They are libtorch's own and hold for the whole process.</summary>
public static class TorchRuntime
{
    private static readonly Lazy<ITorchDoor> LazyDoor = new(LibtorchDoor.Open);

    /// <summary>libtorch's version, such as <c>1.13.1</c>.</summary>
    /// <exception cref="TorchException">libtorch or the shim is missing.</exception>
    public static string Version => Door.Version;

    /// <summary>How libtorch was built: compilers, BLAS, oneDNN, OpenMP, CUDA.</summary>
    public static string BuildDetails => Door.BuildDetails;

    /// <summary>Threads that one operator may use on the CPU.</summary>
    public static int Threads
    {
        get => Door.Threads;
        set => Door.Threads = value;
    }

    /// <summary>CUDA devices that libtorch can use; 0 for a CPU build.</summary>
    public static int CudaDeviceCount => Door.CudaDeviceCount;

    /// <summary>Native tensors that are owned by .NET now. A leak is a number that grows.</summary>
    public static long LiveTensorCount => Door.LiveTensorCount;

    internal static ITorchDoor Door => LazyDoor.Value;

    /// <summary>
    /// Sets the process up for training: threads for every core, freed memory kept for the next step, denormal numbers taken as zero on
    /// this thread. Process-wide, so a program calls it, not a library.
    /// </summary>
    /// <param name="threads">Threads that one operator may use; null for one a core.</param>
    public static void ConfigureForTraining(int? threads = null)
    {
        Threads = threads ?? Environment.ProcessorCount;
        Door.KeepFreedMemory();
        Door.SetFlushDenormals(true);
    }

    /// <summary>Lets cuDNN time its algorithms and keep the fastest for each shape.</summary>
    /// <param name="on">Whether to.</param>
    public static void SetCudnnBenchmark(bool on) => Door.SetCudnnBenchmark(on);

    /// <summary>Waits until the GPU has finished what was asked of it. For timings.</summary>
    public static void SynchronizeCuda() => Door.SynchronizeCuda();
}
