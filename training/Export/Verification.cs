using Gans.Onnx;
using Gans.Training.Native;
using static TorchSharp.torch;

namespace Gans.Training.Export;

/// <summary>The one way in which networks are exported and verified: alone in the process, with the same random inputs each time.</summary>
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
