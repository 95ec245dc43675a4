using Gans.Onnx;
using Gans.Training.Loop;
using static TorchSharp.torch;

namespace Gans.Training.Export;

/// <summary>Exports with the random inputs that files are compared with: the same ones each time, and no other work of libtorch beside it.</summary>
internal static class Verification
{
    private const long Seed = 1;

    /// <summary>Loads libtorch and runs an export.</summary>
    /// <exception cref="TorchLibraryException">libtorch does not load here.</exception>
    internal static T Run<T>(Func<T> export)
    {
        TorchLibrary.Load();
        lock (TorchProcess.OneAtATime)
        {
            RandomState.Seed(Seed, CPU);
            return export();
        }
    }
}
