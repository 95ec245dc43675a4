using static TorchSharp.torch;

namespace Gans.Models;

/// <summary>What a generator makes images from.</summary>
/// <param name="Latent">Latent vectors z, [N, latent size].</param>
/// <param name="Labels">Classes, Int64 [N]; null where the generator takes none.</param>
/// <param name="Codes">Control codes, [N, code size]; null where the generator takes none.</param>
public sealed record GeneratorInput(Tensor Latent, Tensor? Labels = null, Tensor? Codes = null);
