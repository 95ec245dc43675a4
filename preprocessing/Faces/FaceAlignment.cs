using System.Numerics;
using Gans.Formats;
using Gans.Inference.Faces;

namespace Gans.Preprocessing.Faces;

/// <summary>Turns, scales and moves a face so that its landmarks come as near as they can, in least squares, to where those of all faces lie.</summary>
/// <remarks>The places are those that face recognition uses for images of 112x112 pixels (ArcFace, 2018, arXiv:1801.07698).</remarks>
internal static class FaceAlignment
{
    private const double PlacesSize = 112;

    private static readonly Complex[] Places =
    [
        new(38.2946, 51.6963), new(73.5318, 51.5014), new(56.0252, 71.7366), new(41.5493, 92.3655), new(70.7299, 92.2041),
    ];

    /// <summary>The aligned face; where the photo ends, its edge pixels go on.</summary>
    /// <param name="photo">Grey or RGB.</param>
    /// <param name="landmarks">The face's.</param>
    /// <param name="size">Height and width of the result.</param>
    /// <param name="margin">What is added on each side, in parts of the size without it.</param>
    internal static Image Align(Image photo, FaceLandmarks landmarks, int size, double margin)
    {
        var (turn, shift) = Fit(landmarks, size, margin);
        var samples = Math.Max(1, (int)Math.Ceiling(turn.Magnitude));   // along each axis of a target pixel, so that none of the photo is skipped
        var aligned = new Image(size, size, photo.Channels);
        Span<double> sum = stackalloc double[photo.Channels];
        for (var y = 0; y < size; y++)
        {
            var row = aligned.Row(y);
            for (var x = 0; x < size; x++)
            {
                sum.Clear();
                for (var sample = 0; sample < samples * samples; sample++)
                {
                    var (dx, dy) = (((sample % samples) + 0.5) / samples, ((sample / samples) + 0.5) / samples);
                    Add(photo, (turn * new Complex(x + dx - 0.5, y + dy - 0.5)) + shift, sum);
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
    private static void Add(Image photo, Complex place, Span<double> sum)
    {
        var (x, y) = (Math.Clamp(place.Real, 0, photo.Width - 1), Math.Clamp(place.Imaginary, 0, photo.Height - 1));
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
