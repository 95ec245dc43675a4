using static TorchSharp.torch;

namespace Gans.Models;

/// <summary>Turns images [N, C, H, W] in [-1, 1] into others of the same shape and range.</summary>
/// <param name="name">Its kind.</param>
public abstract class ImageTranslator(string name) : nn.Module<TranslatorInput, Tensor>(name)
{
    /// <summary>The noise that it can be given, outermost layer last; none where its result hangs on the source alone.</summary>
    public virtual IReadOnlyList<NoiseMask> Masks => [];
}
