using System.Numerics;
using Gans.Formats;
using Gans.Inference.Faces;

namespace Gans.Preprocessing.Faces;

/// <summary>Turns, scales and moves a face so that its landmarks come as near as they can, in least squares, to where those of all faces lie.</summary>
/// <remarks>The places are those that face recognition uses for images of 112x112 pixels (ArcFace, 2018, arXiv:1801.07698).</remarks>
internal sealed class FaceAlignment
{
    private const double PlacesSize = 112;

    private static readonly Complex[] Places =
    [
        new(38.2946, 51.6963), new(73.5318, 51.5014), new(56.0252, 71.7366), new(41.5493, 92.3655), new(70.7299, 92.2041),
    ];

    private readonly Image photo;
    private readonly int size;
    private readonly Complex turn;
    private readonly Complex shift;

    /// <summary>Finds where the face's pixels lie in the photo.</summary>
    /// <param name="photo">Grey or RGB.</param>
    /// <param name="landmarks">The face's.</param>
    /// <param name="size">Height and width of the result.</param>
    /// <param name="margin">What is added on each side, in parts of the size without it.</param>
    internal FaceAlignment(Image photo, FaceLandmarks landmarks, int size, double margin)
    {
        (this.photo, this.size) = (photo, size);
        (turn, shift) = Fit(landmarks, size, margin);
        var outside = 0;
        for (var i = 0; i < size * size; i++)
        {
            outside += FaceSurroundings.Beyond(PlaceOf(i % size, i / size), photo).Farthest > 0 ? 1 : 0;
        }

        Outside = (double)outside / (size * size);
    }

    /// <summary>How much of the result lies beyond the photo, in parts of its area.</summary>
    internal double Outside { get; }

    /// <summary>Pixels of the photo along an edge of the result.</summary>
    internal double Extent => size * turn.Magnitude;

    /// <summary>The aligned face.</summary>
    /// <param name="border">What goes on where the photo ends.</param>
    internal Image Cut(FaceBorder border) =>
        Outside == 0 || border == FaceBorder.Clamp ? Sample(0, isMirrored: false) : new FaceSurroundings(this, photo, size).Blend();

    /// <summary>Where a pixel of the result lies in the photo, both counted from the centre of their first pixel.</summary>
    internal Complex PlaceOf(double x, double y) => (turn * new Complex(x, y)) + shift;

    /// <summary>The face with some of what lies around it.</summary>
    /// <param name="around">Pixels on each side.</param>
    /// <param name="isMirrored">Whether the photo's mirror image goes on where it ends; else its edge pixels do.</param>
    internal Image Sample(int around, bool isMirrored)
    {
        var samples = Math.Max(1, (int)Math.Ceiling(turn.Magnitude));   // along each axis of a target pixel, so that none of the photo is skipped
        var aligned = new Image(size + (2 * around), size + (2 * around), photo.Channels);
        Span<double> sum = stackalloc double[photo.Channels];
        for (var y = 0; y < aligned.Height; y++)
        {
            var row = aligned.Row(y);
            for (var x = 0; x < aligned.Width; x++)
            {
                sum.Clear();
                for (var sample = 0; sample < samples * samples; sample++)
                {
                    var (dx, dy) = (((sample % samples) + 0.5) / samples, ((sample / samples) + 0.5) / samples);
                    Add(PlaceOf(x - around + dx - 0.5, y - around + dy - 0.5), isMirrored, sum);
                }

                for (var c = 0; c < sum.Length; c++)
                {
                    row[(x * sum.Length) + c] = (byte)((sum[c] / (samples * samples)) + 0.5);
                }
            }
        }

        return aligned;
    }

    /// <summary>
    /// The similarity from the result's pixels to the photo's, z to turn * z + shift: without it landmarks would differ from their places by more.
    /// </summary>
    private static (Complex Turn, Complex Shift) Fit(FaceLandmarks landmarks, int size, double margin)
    {
        FacePoint[] found = [landmarks.LeftEye, landmarks.RightEye, landmarks.Nose, landmarks.MouthLeft, landmarks.MouthRight];
        var scale = size / (PlacesSize * (1 + (2 * margin)));
        Complex[] targets = [.. Places.Select(place => (place + new Complex(margin * PlacesSize, margin * PlacesSize)) * scale)];
        Complex[] sources = [.. found.Select(point => new Complex(point.X, point.Y))];
        var (target, source) = (Mean(targets), Mean(sources));
        var (product, length) = (Complex.Zero, 0.0);
        for (var i = 0; i < sources.Length; i++)
        {
            product += Complex.Conjugate(targets[i] - target) * (sources[i] - source);
            length += (targets[i] - target).Magnitude * (targets[i] - target).Magnitude;
        }

        var turn = product / length;
        return (turn, source - (turn * target));
    }

    private static Complex Mean(Complex[] points) => points.Aggregate(Complex.Zero, (sum, point) => sum + point) / points.Length;

    /// <summary>Adds the photo's value between its pixels, linear along both axes.</summary>
    private void Add(Complex place, bool isMirrored, Span<double> sum)
    {
        var (x, y) = isMirrored
            ? (FaceSurroundings.Mirrored(place.Real, photo.Width), FaceSurroundings.Mirrored(place.Imaginary, photo.Height))
            : (Math.Clamp(place.Real, 0, photo.Width - 1), Math.Clamp(place.Imaginary, 0, photo.Height - 1));
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, photo.Width - 1), Math.Min(top + 1, photo.Height - 1));
        var (fx, fy) = (x - left, y - top);
        var upper = photo.Row(top);
        var lower = photo.Row(bottom);
        for (var c = 0; c < sum.Length; c++)
        {
            var above = ((1 - fx) * upper[(left * sum.Length) + c]) + (fx * upper[(right * sum.Length) + c]);
            var below = ((1 - fx) * lower[(left * sum.Length) + c]) + (fx * lower[(right * sum.Length) + c]);
            sum[c] += ((1 - fy) * above) + (fy * below);
        }
    }
}
