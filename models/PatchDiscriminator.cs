using static TorchSharp.torch;

namespace Gans.Models;

/// <summary>Tells real images from generated ones patch by patch.</summary>
/// <remarks>
/// Images [N, C, H, W] in [-1, 1], and the sources that they are to come from, null where it is not told these, to a map [N, 1, h, w]: above 0 where a patch
/// looks real. No sigmoid. Passes go through <see cref="NetworkPasses"/>, which sets the mode.
/// </remarks>
/// <param name="name">Its kind.</param>
public abstract class PatchDiscriminator(string name) : nn.Module<Tensor, Tensor?, Tensor>(name)
{
    /// <summary>Whether it is told the source of what it judges.</summary>
    public abstract bool IsConditional { get; }
}
