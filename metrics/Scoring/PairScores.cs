using System.Globalization;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>How near images are to those that they should be, on average over pairs.</summary>
public sealed class PairScores
{
    /// <summary>The least side of images that have a structural similarity: its window's.</summary>
    public const int LeastSide = 11;

    private readonly List<double> absolutes = [];
    private double ratios;
    private double similarities;
    private bool hasSimilarity = true;

    /// <summary>Number of pairs.</summary>
    public int Count => absolutes.Count;

    /// <summary>Mean absolute difference of each pair, in their order, 0 to 1 of the way from black to white.</summary>
    public IReadOnlyList<double> AbsoluteDifferences => absolutes;

    /// <summary>Mean absolute difference, 0 to 1 of the way from black to white; lower is better.</summary>
    public double MeanAbsolute => absolutes.Average();

    /// <summary>Mean of the pairs' peak signal-to-noise ratios in decibels; higher is better.</summary>
    public double PeakSignalToNoise => ratios / Count;

    /// <summary>
    /// Mean structural similarity, 1 for equal images; null where an image has a side below <see cref="LeastSide"/>. Wang et al., Image Quality Assessment:
    /// From Error Visibility to Structural Similarity, 2004, of each channel.
    /// </summary>
    public double? StructuralSimilarity => hasSimilarity ? similarities / Count : null;

    /// <summary>Takes a pair in.</summary>
    /// <param name="made">What there is.</param>
    /// <param name="wanted">What it should be, of the same size and channels.</param>
    /// <exception cref="InvalidInputException">They are of unlike sizes or channels.</exception>
    public void Add(Image made, Image wanted)
    {
        ArgumentNullException.ThrowIfNull(made);
        ArgumentNullException.ThrowIfNull(wanted);
        if (made.Height != wanted.Height || made.Width != wanted.Width || made.Channels != wanted.Channels)
        {
            throw new InvalidInputException(
                $"Comparing pair {Count}: found {Describe(made)} and {Describe(wanted)}, needed images of one size and colour. Prepare both alike.");
        }

        absolutes.Add(ImageDifference.MeanAbsolute(made.Pixels, wanted.Pixels));
        ratios += ImageDifference.PeakSignalToNoise(made.Pixels, wanted.Pixels);
        hasSimilarity &= Math.Min(made.Height, made.Width) >= LeastSide;
        similarities += hasSimilarity ? Metrics.StructuralSimilarity.AtOneScale(made, wanted) : 0;
    }

    /// <summary>In how many pairs these images are nearer than others: the mean absolute difference is lower.</summary>
    /// <param name="others">Scores of the same pairs in the same order.</param>
    public int CountNearerThan(PairScores others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return absolutes.Zip(others.absolutes).Count(static pair => pair.First < pair.Second);
    }

    /// <summary><c>mae 0.0612, psnr 21.35 dB, ssim 0.703</c>.</summary>
    public override string ToString()
    {
        var similarity = StructuralSimilarity is { } value ? string.Create(CultureInfo.InvariantCulture, $", ssim {value:0.000}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"mae {MeanAbsolute:0.0000}, psnr {PeakSignalToNoise:0.00} dB{similarity}");
    }

    private static string Describe(Image image) => $"{image.Height}x{image.Width}x{image.Channels}";
}
