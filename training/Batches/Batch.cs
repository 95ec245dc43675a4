using static TorchSharp.torch;

namespace Gans.Training.Batches;

/// <summary>Images and what belongs to them.</summary>
/// <param name="Images">[N, C, H, W] in [-1, 1], or vectors [N, D].</param>
/// <param name="Labels">Their classes, Int64 [N]; null where there are none.</param>
internal sealed record Batch(Tensor Images, Tensor? Labels = null)
{
    /// <summary>
    /// What the images are to be translated into, or, of two domains without pairs, images of the second one, as <see cref="Images"/>; null where there are
    /// none.
    /// </summary>
    public Tensor? Targets { get; init; }
}
