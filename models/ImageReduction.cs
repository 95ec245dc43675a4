namespace Gans.Models;

/// <summary>What images networks take that halve or double them several times.</summary>
internal static class ImageReduction
{
    /// <summary>Height and width of the smallest maps. A convolution of stride 2 rounds up.</summary>
    /// <param name="data">The images.</param>
    /// <param name="factor">How many times smaller the maps are.</param>
    internal static (int Height, int Width) Of(DataShape data, int factor) =>
        ((data.Height + factor - 1) / factor, (data.Width + factor - 1) / factor);

    /// <summary>Why the networks cannot take the images; null where they can.</summary>
    /// <param name="data">The images.</param>
    /// <param name="factor">How many times smaller the smallest maps are.</param>
    internal static string? Reject(DataShape data, int factor) => data.Height % factor == 0 && data.Width % factor == 0
        ? null
        : FormattableString.Invariant($"found images of {data.Height}x{data.Width}, needed a height and a width divisible by {factor}");
}
