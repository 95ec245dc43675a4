using Gans.Formats;

namespace Gans.Preprocessing.Pairs;

/// <summary>Makes a source out of a target: the applications of Isola et al., 2016 (arXiv:1611.07004), for which nobody has to take a second picture.</summary>
internal static class PairMaker
{
    private const byte Hole = 128;
    private const int Shrinking = 4;
    private const int Steepest = 2;   // of Sobel's sums for one level of darkness

    /// <summary>What it does, for a person to read.</summary>
    internal static string Describe(PairMaking making) => making switch
    {
        PairMaking.Colour => "grey as the source of the picture in colour",
        PairMaking.Edges => "Sobel edges, dark on white, as the source of the picture",
        PairMaking.Holes => "the picture without the middle half of its rows and columns as the source of the whole",
        PairMaking.Resolution => "the picture at a quarter of its size, enlarged, as the source of the sharp one",
        _ => throw new ArgumentOutOfRangeException(nameof(making), making, "Not a way to make pairs."),
    };

    /// <summary>Refuses a picture that shows nothing of what is to be learned.</summary>
    /// <param name="making">The way.</param>
    /// <param name="original">The picture as it was decoded.</param>
    /// <param name="channels">Channels of the pack.</param>
    /// <exception cref="InvalidInputException">Colour is to be learned of a grey picture.</exception>
    internal static void Require(PairMaking making, Image original, int channels)
    {
        if (making == PairMaking.Colour && (original.Channels == 1 || channels == 1))
        {
            throw new InvalidInputException("found a grey picture, needed one in colour, which is to be learned. Remove it, or leave out --colour grey.");
        }
    }

    /// <summary>The source of a picture, of its size and channels.</summary>
    /// <param name="making">The way.</param>
    /// <param name="target">The picture; unchanged.</param>
    internal static Image SourceOf(PairMaking making, Image target) => making switch
    {
        PairMaking.Colour => target.ToGrey().ToRgb(),
        PairMaking.Edges => Edges(target),
        PairMaking.Holes => WithHole(target),
        PairMaking.Resolution => Blurred(target),
        _ => throw new ArgumentOutOfRangeException(nameof(making), making, "Not a way to make pairs."),
    };

    /// <summary>Sobel's operator on the luma; beyond the edge the last pixel goes on.</summary>
    private static Image Edges(Image target)
    {
        var grey = target.ToGrey();
        var edges = new Image(grey.Height, grey.Width, 1);
        for (var y = 0; y < grey.Height; y++)
        {
            var above = grey.Row(Math.Max(y - 1, 0));
            var here = grey.Row(y);
            var below = grey.Row(Math.Min(y + 1, grey.Height - 1));
            for (var x = 0; x < grey.Width; x++)
            {
                var (left, right) = (Math.Max(x - 1, 0), Math.Min(x + 1, grey.Width - 1));
                var across = above[right] - above[left] + (2 * (here[right] - here[left])) + below[right] - below[left];
                var down = below[left] - above[left] + (2 * (below[x] - above[x])) + below[right] - above[right];
                var strength = Math.Sqrt((across * across) + (down * down)) / Steepest;
                edges.Row(y)[x] = (byte)(byte.MaxValue - Math.Min(byte.MaxValue, Math.Round(strength)));
            }
        }

        return target.Channels == 3 ? edges.ToRgb() : edges;
    }

    private static Image WithHole(Image target)
    {
        var holed = target.Crop(0, 0, target.Height, target.Width);
        var (top, left) = (target.Height / 4, target.Width / 4 * target.Channels);
        for (var y = top; y < top + (target.Height / 2); y++)
        {
            holed.Row(y).Slice(left, target.Width / 2 * target.Channels).Fill(Hole);
        }

        return holed;
    }

    private static Image Blurred(Image target) => target
        .Resize(Math.Max(1, target.Height / Shrinking), Math.Max(1, target.Width / Shrinking), ResizeFilter.Bilinear)
        .Resize(target.Height, target.Width, ResizeFilter.Bilinear);
}
