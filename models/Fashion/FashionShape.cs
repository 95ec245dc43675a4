namespace Gans.Models.Fashion;

/// <summary>What images the family takes: it halves them twice and doubles them twice.</summary>
internal static class FashionShape
{
    private const int Reduction = 4;

    /// <summary>Height and width of the smallest maps, 7 x 7 in the source.</summary>
    internal static (int Height, int Width) Quarter(DataShape data) => (data.Height / Reduction, data.Width / Reduction);

    /// <summary>Why the family cannot take the images; null where it can.</summary>
    internal static string? Reject(DataShape data) => data.Height % Reduction == 0 && data.Width % Reduction == 0
        ? null
        : FormattableString.Invariant($"found images of {data.Height}x{data.Width}, needed a height and a width divisible by {Reduction}");
}
