using System.Numerics;
using Gans.Formats;

namespace Gans.Preprocessing.Faces;

/// <summary>Makes up what lies beyond the photo: its mirror image, ever more blurred, and in the end its median colour.</summary>
/// <remarks>
/// As FFHQ's faces were made (Karras, Laine, Aila, 2019, arXiv:1812.04948, appendix A, and their code): reflected; blurred by 2 % of the face's edge,
/// from a third of the reach inside the photo on, fully from its edge on; and from the edge to the farthest pixel blended into the median. The blur is
/// taken on the aligned face instead of the photo, which a similarity makes the same. An edge that the face does not reach is left as it is.
/// </remarks>
/// <param name="alignment">Where the face lies.</param>
/// <param name="photo">What it was found in.</param>
/// <param name="size">Height and width of the result.</param>
internal sealed class FaceSurroundings(FaceAlignment alignment, Image photo, int size)
{
    private const double BlurPart = 0.02, LeastReachPart = 0.3, RampSlope = 3;

    private readonly double[] weights = Gaussian(BlurPart * size);
    private readonly double?[] reaches = Reaches(alignment, photo, size);

    /// <summary>How far a place lies beyond each edge of the photo, in its pixels: left, top, right, bottom; negative inside.</summary>
    internal readonly record struct Distances(double Left, double Top, double Right, double Bottom)
    {
        internal double Farthest => Math.Max(Math.Max(Left, Right), Math.Max(Top, Bottom));
    }

    /// <summary>How far a place lies beyond the photo. Half a pixel around the outermost centres still belongs to it.</summary>
    internal static Distances Beyond(Complex place, Image photo) => new(
        -0.5 - place.Real, -0.5 - place.Imaginary, place.Real - (photo.Width - 0.5), place.Imaginary - (photo.Height - 0.5));

    /// <summary>A coordinate in a row of pixels that goes on with its mirror image, the outermost pixels not doubled.</summary>
    internal static double Mirrored(double place, int length)
    {
        if (length == 1)
        {
            return 0;
        }

        var period = 2.0 * (length - 1);
        var folded = Math.Abs(place) % period;
        return folded <= length - 1 ? folded : period - folded;
    }

    /// <summary>The face, blended into what is made up.</summary>
    internal Image Blend()
    {
        var around = weights.Length / 2;
        var wide = alignment.Sample(around, isMirrored: true);
        var blurred = Blurred(wide);
        var face = wide.Crop(around, around, size, size);
        var median = Median(face);
        for (var y = 0; y < size; y++)
        {
            var row = face.Row(y);
            for (var x = 0; x < size; x++)
            {
                var depth = DepthOf(alignment.PlaceOf(x, y));
                var (blur, flat) = (Math.Clamp((RampSlope * depth) + 1, 0, 1), Math.Clamp(depth, 0, 1));
                for (var c = 0; c < face.Channels; c++)
                {
                    var at = (x * face.Channels) + c;
                    var value = row[at] + ((blurred[(y * size * face.Channels) + at] - row[at]) * blur);
                    row[at] = (byte)(value + ((median[c] - value) * flat) + 0.5);
                }
            }
        }

        return face;
    }

    /// <summary>0 at the photo's edge, 1 where the face ends beyond it, negative inside; -1 by an edge that it does not reach.</summary>
    private double DepthOf(Complex place)
    {
        var beyond = Beyond(place, photo);
        return Math.Max(
            Math.Max(Depth(beyond.Left, reaches[0]), Depth(beyond.Top, reaches[1])),
            Math.Max(Depth(beyond.Right, reaches[2]), Depth(beyond.Bottom, reaches[3])));

        static double Depth(double distance, double? reach) => reach is { } far ? distance / far : -1;
    }

    /// <summary>How far the face reaches beyond each edge, at least 0.3 of its own; null for an edge that it does not reach.</summary>
    private static double?[] Reaches(FaceAlignment alignment, Image photo, int size)
    {
        ReadOnlySpan<(int X, int Y)> corners = [(0, 0), (0, size - 1), (size - 1, 0), (size - 1, size - 1)];
        var farthest = new Distances(double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity);
        foreach (var (x, y) in corners)
        {
            var beyond = Beyond(alignment.PlaceOf(x, y), photo);
            farthest = new Distances(
                Math.Max(farthest.Left, beyond.Left),
                Math.Max(farthest.Top, beyond.Top),
                Math.Max(farthest.Right, beyond.Right),
                Math.Max(farthest.Bottom, beyond.Bottom));
        }

        return [Reach(farthest.Left), Reach(farthest.Top), Reach(farthest.Right), Reach(farthest.Bottom)];

        double? Reach(double distance) => distance > 0 ? Math.Max(distance, LeastReachPart * alignment.Extent) : null;
    }

    private static double[] Gaussian(double deviation)
    {
        var around = (int)Math.Ceiling(3 * deviation);
        var weights = new double[(2 * around) + 1];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = Math.Exp(-0.5 * Math.Pow((i - around) / deviation, 2));
        }

        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }

    /// <summary>The face, [size, size, channels], blurred along both axes; what lies around it gives the blur at its edge.</summary>
    private double[] Blurred(Image wide)
    {
        var (channels, rowSize) = (wide.Channels, size * wide.Channels);
        var columns = new double[wide.Height * rowSize];   // blurred along x
        for (var y = 0; y < wide.Height; y++)
        {
            var row = wide.Row(y);
            for (var i = 0; i < rowSize; i++)
            {
                for (var k = 0; k < weights.Length; k++)
                {
                    columns[(y * rowSize) + i] += weights[k] * row[i + (k * channels)];
                }
            }
        }

        var blurred = new double[size * rowSize];
        for (var i = 0; i < blurred.Length; i++)
        {
            for (var k = 0; k < weights.Length; k++)
            {
                blurred[i] += weights[k] * columns[i + (k * rowSize)];
            }
        }

        return blurred;
    }

    /// <summary>The middle value of each channel.</summary>
    private static byte[] Median(Image image)
    {
        var median = new byte[image.Channels];
        for (var c = 0; c < median.Length; c++)
        {
            var counts = new int[256];
            for (var i = c; i < image.Pixels.Length; i += image.Channels)
            {
                counts[image.Pixels[i]]++;
            }

            for (var below = counts[0]; 2 * below < image.Height * image.Width; below += counts[median[c]])
            {
                median[c]++;
            }
        }

        return median;
    }
}
