using static TorchSharp.torch;

namespace Gans.Models;

/// <summary>What a translator makes an image from.</summary>
/// <param name="Source">[N, C, H, W] in [-1, 1].</param>
/// <param name="Masks">
/// Factors 0 or 2 of the features that dropout acts on, one tensor for each of <see cref="ImageTranslator.Masks"/>; null for dropout as the mode of the pass
/// has it.
/// </param>
public sealed record TranslatorInput(Tensor Source, IReadOnlyList<Tensor>? Masks = null);
