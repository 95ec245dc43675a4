namespace Gans.Models.Tests.Golden;

/// <summary>A tensor's values without the tensor.</summary>
/// <param name="Values">The values, the innermost axis fastest.</param>
/// <param name="Shape">The sizes, outermost first; none for a scalar.</param>
internal sealed record GoldenArray(float[] Values, IReadOnlyList<long> Shape);
