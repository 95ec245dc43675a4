using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>
/// Mean multi-scale similarity of random pairs: how alike a set's images are. To be compared with the real images' value; far above it, the set has collapsed.
/// </summary>
/// <remarks>
/// Odena et al., Conditional Image Synthesis with Auxiliary Classifier GANs, 2016 (arXiv:1610.09585): 100 pairs, within a class.
/// </remarks>
internal static class PairSimilarity
{
    /// <summary>Whether images have classes, one of which has a pair.</summary>
    internal static bool HasPairsWithinClasses(ImageSet set) => set.Classes > 0 && Classes(set).Count > 0;

    /// <summary>Mean and population deviation over pairs.</summary>
    /// <param name="set">Two images or more.</param>
    /// <param name="pairs">How many pairs.</param>
    /// <param name="withinClasses">Whether both of a pair are of one class; only where <see cref="HasPairsWithinClasses"/>.</param>
    /// <param name="seed">Names the pairs.</param>
    /// <param name="cancellation">Looked at between pairs.</param>
    /// <exception cref="InvalidInputException">Images are too small for the similarity's window.</exception>
    internal static (double Mean, double Deviation) Compute(ImageSet set, int pairs, bool withinClasses, long seed, CancellationToken cancellation)
    {
        var draws = new SeededDraws(seed, DrawPurpose.Pairs);
        List<List<long>> groups = withinClasses ? Classes(set) : [[.. set.Indices]];
        var similarities = new double[pairs];
        for (var i = 0; i < pairs; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var group = groups[(int)draws.Next(groups.Count)];
            var chosen = draws.Subset(group.Count, 2);
            var first = set.Load(group[(int)chosen[0]]);
            var second = PixelSampler.Resized(set.Load(group[(int)chosen[1]]), first.Height, first.Width, first.Channels);
            similarities[i] = Compare(first, second, set);
        }

        return Spread.Of(similarities);
    }

    private static double Compare(Image first, Image second, ImageSet set)
    {
        try
        {
            return StructuralSimilarity.Compute(first, second);
        }
        catch (ArgumentException e)
        {
            throw new InvalidInputException(
                $"Computing ms_ssim of {set.Summary.Path}: found images of {first.Height} x {first.Width}, needed 11 pixels a side or more. Leave it out.", e);
        }
    }

    /// <summary>Indices of the images of each class that has a pair.</summary>
    private static List<List<long>> Classes(ImageSet set) =>
        [.. set.Indices.Zip(set.Labels).GroupBy(image => image.Second, image => image.First).Select(group => group.ToList()).Where(group => group.Count > 1)];
}
