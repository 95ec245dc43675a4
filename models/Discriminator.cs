using static TorchSharp.torch;

namespace Gans.Models;

/// <summary>Tells real images from generated ones. A critic is one whose scores are unbounded; it is built alike.</summary>
/// <remarks>
/// Images [N, C, H, W] in [-1, 1], or vectors [N, D], and their classes, Int64 [N], null where it takes none, to a <see cref="DiscriminatorOutput"/>.
/// Passes go through <see cref="NetworkPasses"/>, which sets the mode.
/// </remarks>
/// <param name="name">Its kind.</param>
public abstract class Discriminator(string name) : nn.Module<Tensor, Tensor?, DiscriminatorOutput>(name);
