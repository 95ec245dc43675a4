namespace Gans.Models.Tests.Golden;

/// <summary>What a network is given in one pass.</summary>
/// <param name="Main">Latent vectors of a generator, images or vectors of any other network.</param>
/// <param name="Labels">A class for each sample; null where the network knows no classes.</param>
/// <param name="Codes">Control codes [N, code size]; null where the generator takes none.</param>
internal sealed record GoldenInput(GoldenArray Main, long[]? Labels = null, GoldenArray? Codes = null)
{
    /// <summary>An input whose every part follows the formula.</summary>
    /// <param name="name">What the formula is keyed by: the name of the network.</param>
    /// <param name="shape">Of the main part, samples first.</param>
    /// <param name="scale">The main part is uniform on [-scale, scale).</param>
    /// <param name="classCount">Number of classes; 0 for no labels.</param>
    /// <param name="codeSize">Length of a code; 0 for no codes.</param>
    internal static GoldenInput Of(string name, IReadOnlyList<long> shape, double scale, int classCount = 0, int codeSize = 0) => new(
        GoldenFormula.Array($"{name} input", shape, scale),
        classCount > 0 ? [.. Enumerable.Range(0, (int)shape[0]).Select(i => ((3L * i) + 1) % classCount)] : null,
        codeSize > 0 ? GoldenFormula.Array($"{name} codes", [shape[0], codeSize]) : null);
}
