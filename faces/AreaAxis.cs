namespace Gans.Inference.Faces;

/// <summary>Area interpolation along one axis: which pixels of the image each target pixel covers, and by what part of its length.</summary>
internal sealed class AreaAxis
{
    private readonly int[] firsts;
    private readonly int[] counts;
    private readonly float[] weights;   // [target, longest]
    private readonly int longest;

    /// <param name="start">Where the part to resize begins, perhaps before the image.</param>
    /// <param name="source">Its length in pixels.</param>
    /// <param name="target">Pixels that become of it.</param>
    /// <param name="size">Pixels of the image along the axis; none counts beyond them.</param>
    internal AreaAxis(int start, int source, int target, int size)
    {
        var step = (double)source / target;
        longest = (int)Math.Ceiling(step) + 1;
        (firsts, counts, weights, Target) = (new int[target], new int[target], new float[target * longest], target);
        for (var i = 0; i < target; i++)
        {
            var (from, to) = (start + (i * step), start + ((i + 1) * step));
            var first = Math.Clamp((int)Math.Floor(from), 0, size);
            var end = Math.Clamp((int)Math.Ceiling(to), first, Math.Min(size, first + longest));
            (firsts[i], counts[i]) = (first, end - first);
            for (var pixel = first; pixel < end; pixel++)
            {
                weights[(i * longest) + pixel - first] = (float)(Math.Max(0, Math.Min(to, pixel + 1) - Math.Max(from, pixel)) / step);
            }
        }
    }

    /// <summary>Pixels of the target.</summary>
    internal int Target { get; }

    /// <summary>The first pixel of the image that the target covers.</summary>
    internal int First => firsts[0];

    /// <summary>One more than the last pixel of the image that the target covers.</summary>
    internal int End => firsts[^1] + counts[^1];

    /// <summary>
    /// Weights of one target pixel for the pixels of the image from <paramref name="first"/> on; their sum is 1, less what lies beyond the image.
    /// </summary>
    internal ReadOnlySpan<float> Of(int target, out int first)
    {
        first = firsts[target];
        return weights.AsSpan(target * longest, counts[target]);
    }
}
