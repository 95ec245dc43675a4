using static TorchSharp.torch;

namespace Gans.Models;

/// <summary>What a generator makes images from.</summary>
/// <param name="Latent">Latent vectors z, [N, latent size].</param>
/// <param name="Labels">Classes, Int64 [N]; null where the generator takes none.</param>
/// <param name="Codes">Control codes, [N, code size]; null where the generator takes none.</param>
public sealed record GeneratorInput(Tensor Latent, Tensor? Labels = null, Tensor? Codes = null)
{
    /// <summary>Other latent vectors for the styles of some layers; null for none, and where the generator has no styles.</summary>
    public MixedStyles? Mixing { get; init; }

    /// <summary>How far styles are from their average, a number without axes; null for 1, as far as they are.</summary>
    public Tensor? Psi { get; init; }

    /// <summary>What the noise of each layer is multiplied by, [layers]; null for 1, and where the generator has no noise.</summary>
    public Tensor? Noise { get; init; }
}
