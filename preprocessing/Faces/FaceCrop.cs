using System.Globalization;
using Gans.Formats;
using Gans.Inference.Faces;
using Gans.Preprocessing.Packing;

namespace Gans.Preprocessing.Faces;

/// <summary>Finds one face in each photo and cuts it out: as chapter 9 of Brownlee does.</summary>
internal sealed class FaceCrop : IInputTransform
{
    /// <summary>Height and width of faces in chapter 9 of Brownlee.</summary>
    private const int SpecSize = 80;

    private readonly FaceDetector detector;
    private readonly FaceOptions faces;
    private readonly PrepareOptions options;

    /// <summary>Prepares it.</summary>
    /// <param name="detector">Not owned.</param>
    /// <param name="faces">Which faces, and how they are cut out.</param>
    /// <param name="options">Size, filter, fit, colour and flip.</param>
    internal FaceCrop(FaceDetector detector, FaceOptions faces, PrepareOptions options)
    {
        (this.detector, this.faces, this.options) = (detector, faces, options);
        Height = options.Size ?? SpecSize;
        Channels = options.Colour == ImageColour.Grey ? 1 : 3;
        Decoding = new DecodeOptions { MaximumPixels = options.MaximumPixels };
    }

    /// <inheritdoc/>
    public int Height { get; }

    /// <inheritdoc/>
    public int Width => Height;

    /// <inheritdoc/>
    public int Channels { get; }

    /// <inheritdoc/>
    public bool HasPairs => false;

    /// <inheritdoc/>
    public DecodeOptions Decoding { get; }

    /// <inheritdoc/>
    public string Description
    {
        get
        {
            var (found, filter) = (faces.Detection, options.Filter.ToString().ToLowerInvariant());
            var cut = faces.Align
                ? $"aligned by its landmarks to {Height} x {Width}, {Beyond}"
                : $"{(options.Fit == ImageFit.Crop ? "square around its" : "its")} box, "
                    + $"{(faces.Border == FaceBorder.Mirror ? "negative corners mirrored" : "clamped to the photo")}, resized to {Height} x {Width} ({filter})";
            var choice = faces.Choice.ToString().ToLowerInvariant();
            var looks = found.LooksTwice ? "looking twice and in the mirror" : "looking once";
            var colours = Channels == 1 ? "grey" : "RGB";
            var flips = options.Flip ? "; each followed by its mirror image" : "";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{choice} face of each photo by MTCNN (weights {detector.WeightsDigest}, {found.MinimumSize} pixels or more, pyramid {found.ScaleFactor}, "
                + $"thresholds {found.ProposalThreshold} {found.RefinementThreshold} {found.OutputThreshold}, {looks}), {cut}, margin {faces.Margin}; "
                + $"{colours}{flips}; values 0 to 255");
        }
    }

    private string Beyond => faces.Border == FaceBorder.Mirror
        ? string.Create(CultureInfo.InvariantCulture, $"mirrored and blurred beyond the photo, at most {faces.MaximumOutside} of it")
        : string.Create(CultureInfo.InvariantCulture, $"edge pixels going on beyond the photo, at most {faces.MaximumOutside} of it");

    /// <inheritdoc/>
    public IReadOnlyList<PackRow> Apply(Image image)
    {
        var found = detector.Detect(image);
        if (found.Count == 0)
        {
            throw new InvalidInputException(
                $"found no face, needed one of {faces.Detection.MinimumSize} pixels or more. Remove the photo, or lower the thresholds.");
        }

        var photo = Channels == 1 ? image.ToGrey() : image.ToRgb();
        var face = Choose(found, photo);
        var (cut, outside) = faces.Align ? Align(photo, face.Landmarks) : (CutBox(photo, face.Box), 0);
        var row = new PackRow(cut, ReachesBeyond: outside > 0);
        return options.Flip ? [row, row with { Image = PictureTransform.Mirror(cut) }] : [row];
    }

    private (Image Cut, double Outside) Align(Image photo, FaceLandmarks landmarks)
    {
        var alignment = new FaceAlignment(photo, landmarks, Height, faces.Margin);
        return alignment.Outside <= faces.MaximumOutside
            ? (alignment.Cut(faces.Border), alignment.Outside)
            : throw new InvalidInputException(string.Create(
                CultureInfo.InvariantCulture,
                $"found {100 * alignment.Outside:0.#} % of the face beyond the photo, needed at most {100 * faces.MaximumOutside:0.#} %. "
                + $"Remove the photo, or pass a smaller --margin."));
    }

    private FaceDetection Choose(IReadOnlyList<FaceDetection> found, Image photo) => faces.Choice switch
    {
        FaceChoice.First => found[0],
        FaceChoice.Largest => found.MaxBy(face => face.Box.Width * face.Box.Height),
        FaceChoice.Center => found.MinBy(face =>
            Math.Pow(face.Box.Left + face.Box.Right - photo.Width, 2) + Math.Pow(face.Box.Top + face.Box.Bottom - photo.Height, 2)),
        _ => throw new ArgumentOutOfRangeException(nameof(found), faces.Choice, "There is no such choice."),
    };

    /// <summary>The face's box, with its margin, as an image.</summary>
    internal Image CutBox(Image photo, FaceBox box)
    {
        var (width, height) = (box.Width * (1 + (2 * faces.Margin)), box.Height * (1 + (2 * faces.Margin)));
        if (options.Fit == ImageFit.Crop)
        {
            width = height = Math.Max(width, height);
        }

        var (left, right) = Span((int)(box.Left - ((width - box.Width) / 2)), (int)width, photo.Width);
        var (top, bottom) = Span((int)(box.Top - ((height - box.Height) / 2)), (int)height, photo.Height);
        return left < right && top < bottom
            ? photo.Crop(top, left, bottom - top, right - left).Resize(Height, Width, options.Filter)
            : throw new InvalidInputException("found a face beyond the photo's edge, needed some of it inside. Remove the photo, or pass --border clamp.");
    }

    /// <summary>Where a cut begins and ends along one axis.</summary>
    private (int Start, int End) Span(int start, int length, int size)
    {
        var first = faces.Border == FaceBorder.Mirror ? Math.Abs(start) : Math.Max(start, 0);
        return (first, Math.Min(size, (faces.Border == FaceBorder.Mirror ? first : start) + length));
    }
}
