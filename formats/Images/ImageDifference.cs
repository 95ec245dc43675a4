namespace Gans.Formats;

/// <summary>How far pixels are from those that they should be.</summary>
public static class ImageDifference
{
    /// <summary>The greatest <see cref="PeakSignalToNoise"/>, that of equal pixels: one level of one value among 150,000 is as much.</summary>
    public const double LargestRatio = 100;

    private const double White = byte.MaxValue;

    /// <summary>The mean absolute difference, as a share of the way from black to white.</summary>
    /// <param name="first">Pixels, one or more.</param>
    /// <param name="second">As many.</param>
    /// <returns>0 for equal ones, to 1.</returns>
    /// <exception cref="ArgumentException">There are none, or not as many of both.</exception>
    public static double MeanAbsolute(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        Require(first, second);
        var sum = 0L;
        for (var i = 0; i < first.Length; i++)
        {
            sum += Math.Abs(first[i] - second[i]);
        }

        return sum / (White * first.Length);
    }

    /// <summary>The mean squared difference, as a share of the square of the way from black to white.</summary>
    /// <param name="first">Pixels, one or more.</param>
    /// <param name="second">As many.</param>
    /// <returns>0 for equal ones, to 1.</returns>
    /// <exception cref="ArgumentException">There are none, or not as many of both.</exception>
    public static double MeanSquared(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        Require(first, second);
        var sum = 0L;
        for (var i = 0; i < first.Length; i++)
        {
            var difference = first[i] - second[i];
            sum += difference * difference;
        }

        return sum / (White * White * first.Length);
    }

    /// <summary>The peak signal-to-noise ratio: 10 log10 of 1 over the mean squared difference.</summary>
    /// <param name="first">Pixels, one or more.</param>
    /// <param name="second">As many.</param>
    /// <returns>Decibels, 0 to <see cref="LargestRatio"/>; the higher, the nearer.</returns>
    /// <exception cref="ArgumentException">There are none, or not as many of both.</exception>
    public static double PeakSignalToNoise(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        Math.Min(LargestRatio, -10 * Math.Log10(MeanSquared(first, second)));

    private static void Require(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (first.IsEmpty || first.Length != second.Length)
        {
            throw new ArgumentException($"Comparing pixels: found {first.Length} and {second.Length} values, needed as many of both, and one at least.");
        }
    }
}
