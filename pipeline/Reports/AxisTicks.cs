using System.Collections.Immutable;

namespace Gans.Pipeline.Reports;

/// <summary>Where an axis is marked.</summary>
internal static class AxisTicks
{
    /// <summary>Round numbers, a few, from the smallest to the largest value.</summary>
    /// <param name="low">Smallest value.</param>
    /// <param name="high">Largest value, above <paramref name="low"/>.</param>
    public static ImmutableArray<double> Between(double low, double high)
    {
        var rough = (high - low) / 5;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = magnitude * ((rough / magnitude) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 });
        var first = (long)Math.Ceiling((low / step) - 1e-9);
        var last = (long)Math.Floor((high / step) + 1e-9);
        return [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => Math.Round((first + i) * step, 12))];
    }
}
