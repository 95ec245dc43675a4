using Gans.Formats;
using Gans.Inference.Faces;

namespace Gans.Preprocessing;

/// <summary>Which faces of photos become images, and how they are cut out. The defaults are the rules of chapter 9 of Brownlee.</summary>
public sealed record FaceOptions
{
    /// <summary>The detector: what <c>gans export --pretrained mtcnn</c> wrote.</summary>
    public required string Detector { get; init; }

    /// <summary>What the detector looks for.</summary>
    public FaceDetectorOptions Detection { get; init; } = new();

    /// <summary>Which face of a photo with several becomes an image.</summary>
    public FaceChoice Choice { get; init; }

    /// <summary>What becomes of a face that reaches beyond the photo's edge.</summary>
    public FaceBorder Border { get; init; }

    /// <summary>The most of an aligned face, in parts of its area, that may lie beyond the photo; a photo whose face has more is rejected. 0 to 1.</summary>
    public double MaximumOutside { get; init; } = 1;

    /// <summary>What is added on each side, in parts of the face's size: 0 or more.</summary>
    public double Margin { get; init; }

    /// <summary>
    /// Whether faces are turned, moved and scaled so that eyes, nose and mouth lie at the same places in all images; otherwise their boxes are cut out.
    /// </summary>
    public bool Align { get; init; }

    /// <summary>Throws unless every value is in its range.</summary>
    /// <exception cref="InvalidInputException">One is not; the message names it.</exception>
    internal void Validate()
    {
        if (Margin is not (>= 0 and <= 10))
        {
            throw new InvalidInputException(
                FormattableString.Invariant($"Preparing faces: found a margin of {Margin}, needed 0 to 10 times the face's size. Change --margin."));
        }

        if (MaximumOutside is not (>= 0 and <= 1))
        {
            throw new InvalidInputException(
                FormattableString.Invariant($"Preparing faces: found {MaximumOutside} as the most outside, needed 0 to 1. Change --max-outside."));
        }

        if (MaximumOutside < 1 && !Align)
        {
            throw new InvalidInputException("Preparing faces: found --max-outside without --align, which alone makes up what lies outside. Leave one out.");
        }
    }
}

/// <summary>Which face of a photo with several becomes an image.</summary>
public enum FaceChoice
{
    /// <summary>The first that the detector gives, the most confident one: the book's <c>faces[0]</c>.</summary>
    First,

    /// <summary>The one with the largest box.</summary>
    Largest,

    /// <summary>The one whose box lies nearest to the photo's centre.</summary>
    Center,
}

/// <summary>What becomes of a face that reaches beyond the photo's edge.</summary>
public enum FaceBorder
{
    /// <summary>
    /// A box begins at the absolute value of its coordinate, with its width and height as they are: the book's <c>abs()</c>, which moves the box inwards.
    /// An aligned face goes on with the photo's mirror image, ever more blurred, as those of FFHQ do.
    /// </summary>
    Mirror,

    /// <summary>A box is cut off at the photo's edge; an aligned face goes on with the pixels of the edge.</summary>
    Clamp,
}
