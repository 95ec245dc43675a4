using System.Runtime.InteropServices;

namespace Gans.Inference.Faces;

/// <summary>A box that a network judged.</summary>
internal interface IScoredBox
{
    /// <summary>The box.</summary>
    FaceBox Box { get; }

    /// <summary>Probability of a face, 0 to 1.</summary>
    float Confidence { get; }
}

/// <summary>Non-maximum suppression: of boxes that overlap, the best stays.</summary>
internal static class Suppression
{
    /// <summary>Keeps boxes that overlap no better one by more than a share.</summary>
    /// <param name="boxes">Any order; it decides between equal confidences.</param>
    /// <param name="threshold">The greatest share.</param>
    /// <param name="ofSmaller">Whether the share is of the smaller box' area; otherwise it is of the area that both cover together.</param>
    /// <returns>What stays, best first.</returns>
    internal static List<T> Suppress<T>(IEnumerable<T> boxes, float threshold, bool ofSmaller = false)
        where T : struct, IScoredBox
    {
        var kept = new List<T>();
        foreach (var box in boxes.OrderByDescending(box => box.Confidence))
        {
            if (!OverlapsAny<T>(box.Box, CollectionsMarshal.AsSpan(kept), threshold, ofSmaller))
            {
                kept.Add(box);
            }
        }

        return kept;
    }

    private static bool OverlapsAny<T>(in FaceBox box, ReadOnlySpan<T> better, float threshold, bool ofSmaller)
        where T : struct, IScoredBox
    {
        var area = Area(box);
        foreach (ref readonly var kept in better)
        {
            var other = kept.Box;
            var width = MathF.Min(box.Right, other.Right) - MathF.Max(box.Left, other.Left) + 1;
            var height = MathF.Min(box.Bottom, other.Bottom) - MathF.Max(box.Top, other.Top) + 1;
            if (width <= 0 || height <= 0)
            {
                continue;
            }

            var (common, otherArea) = (width * height, Area(other));
            if (common > threshold * (ofSmaller ? MathF.Min(area, otherArea) : area + otherArea - common))
            {
                return true;
            }
        }

        return false;
    }

    private static float Area(in FaceBox box) => (box.Width + 1) * (box.Height + 1);
}
