using static TorchSharp.torch;

namespace Gans.Training.Logs;

/// <summary>How samples become a picture.</summary>
internal abstract class SampleView
{
    /// <summary>Saves a picture of samples.</summary>
    /// <param name="samples">[N, C, H, W], or [N, D].</param>
    /// <param name="columns">Samples a row, where they lie in rows; null for a square.</param>
    /// <param name="path">The PNG file.</param>
    public abstract void Save(Tensor samples, int? columns, string path);
}
