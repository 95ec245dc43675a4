namespace Gans.Training;

/// <summary>
/// libtorch's random generators and threads are the process's: whoever draws from them does it alone, or numbers would depend on who else runs.
/// </summary>
internal static class TorchProcess
{
    /// <summary>Held by a training or an export from its first draw to its last.</summary>
    internal static Lock OneAtATime { get; } = new();
}
