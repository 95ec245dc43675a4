using Gans.Torch;

namespace Gans.Models;

/// <summary>Tells real images from generated ones. A critic is one whose scores are unbounded; it is built alike.</summary>
public abstract class Discriminator : Module
{
    /// <summary>Judges images.</summary>
    /// <param name="images">[N, C, H, W] in [-1, 1], or vectors [N, D].</param>
    /// <param name="labels">Their classes, Int64 [N]; null where it takes none.</param>
    /// <param name="mode">Train or inference, for this pass alone.</param>
    public abstract DiscriminatorOutput Forward(Tensor images, Tensor? labels, Mode mode);
}
