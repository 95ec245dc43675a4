using Gans.Training.Native;
using static TorchSharp.torch;

namespace Gans.Training.Export;

/// <summary>The one way in which networks are exported and verified: alone in the process, with the same random inputs each time.</summary>
internal static class Verification
{
    private const long Seed = 1;

    /// <summary>Runs an export on the CPU.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="export">Makes networks and writes them.</param>
    internal static T Run<T>(Func<T> export)
    {
        lock (TorchProcess.OneAtATime)
        {
            RandomState.Seed(Seed, CPU);
            return export();
        }
    }
}
