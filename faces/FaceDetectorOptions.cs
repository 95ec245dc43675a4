using Gans.Formats;

namespace Gans.Inference.Faces;

/// <summary>What a <see cref="FaceDetector"/> looks for. But for <see cref="LooksTwice"/>, the defaults are the reference implementation's.</summary>
public sealed record FaceDetectorOptions
{
    /// <summary>The least <see cref="MinimumSize"/>: the window of the first network.</summary>
    public const int LeastSize = 12;

    /// <summary>Height and width in pixels of the smallest faces to look for, 12 or more. Twice as much takes about a quarter of the time.</summary>
    public int MinimumSize { get; init; } = 20;

    /// <summary>Each image of the pyramid is so many times as large as the one before, 0.1 to 0.95; the square root of 1/2 halves the area.</summary>
    public double ScaleFactor { get; init; } = 0.709;

    /// <summary>Probability from which on P-Net's windows are looked at further, above 0 and below 1.</summary>
    public double ProposalThreshold { get; init; } = 0.6;

    /// <summary>Probability above which R-Net's windows are looked at further, above 0 and below 1.</summary>
    public double RefinementThreshold { get; init; } = 0.7;

    /// <summary>Probability above which O-Net's windows are faces, above 0 and below 1.</summary>
    public double OutputThreshold { get; init; } = 0.7;

    /// <summary>
    /// Whether R-Net moves each window a second time, O-Net judges both places, and a face must be one in the mirror too. The reference does none of
    /// this: it overlooks more faces that are half hidden, and takes more patterns for faces.
    /// </summary>
    public bool LooksTwice { get; init; } = true;

    /// <summary>CPU threads of one call, 1 or more. One is best where several images are looked at side by side.</summary>
    public int Threads { get; init; } = 1;

    internal void Validate()
    {
        Require(MinimumSize >= LeastSize, nameof(MinimumSize), MinimumSize, $"{LeastSize} or more");
        Require(ScaleFactor is >= 0.1 and <= 0.95, nameof(ScaleFactor), ScaleFactor, "0.1 to 0.95");
        Require(ProposalThreshold is > 0 and < 1, nameof(ProposalThreshold), ProposalThreshold, "above 0 and below 1");
        Require(RefinementThreshold is > 0 and < 1, nameof(RefinementThreshold), RefinementThreshold, "above 0 and below 1");
        Require(OutputThreshold is > 0 and < 1, nameof(OutputThreshold), OutputThreshold, "above 0 and below 1");
        Require(Threads >= 1, nameof(Threads), Threads, "1 or more");
    }

    private static void Require(bool holds, string name, double found, string needed)
    {
        if (!holds)
        {
            throw new InvalidInputException(FormattableString.Invariant($"Looking for faces: found {name} = {found}, needed {needed}. Change that option."));
        }
    }
}
